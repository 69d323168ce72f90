using System.Text.Json;

namespace SysOps.Backups.Repositories;

/// <summary>The file <c>labels.json</c>.</summary>
internal static class LabelsDocument
{
    public static byte[] Write(BackupName backup, BackupLabels labels) =>
        InnerSum.Put(PlaceOf(backup), [], JsonSerializer.SerializeToUtf8Bytes(labels, RepositoryJson.Default.BackupLabels));

    /// <exception cref="SysOpsException">BackupLabelsCorrupt.</exception>
    public static BackupLabels Read(BackupName backup, ReadOnlySpan<byte> content)
    {
        try
        {
            bool hasSum = InnerSum.Check(PlaceOf(backup), [], content);
            BackupLabels labels = JsonSerializer.Deserialize(content, hasSum ? RepositoryJson.Default.BackupLabels : HandWrittenJson.Default.BackupLabels) ?? throw new JsonException("It is null.");
            return labels.Tags.Contains(null) ? throw new JsonException("A tag is null.") : labels;
        }
        catch (JsonException exception)
        {
            throw new SysOpsException(
                ErrorCatalogue.BackupLabelsCorrupt, $"The labels '{PlaceOf(backup)}' are damaged: {exception.Message}", "Set all of them again: Set-SystemBackup with -Tag, -Description, and -Pin or -Unpin.", backup.ToString(), exception);
        }
    }

    private static string PlaceOf(BackupName backup) => $"{backup}/{StoreNames.Labels}";
}
