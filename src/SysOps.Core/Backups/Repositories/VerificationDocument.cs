using System.Text.Json;

namespace SysOps.Backups.Repositories;

/// <summary>The file <c>verification.jsonl</c>: a line for each test, the oldest first. The sum of each counts the line before it in, so that none is taken out from between others.</summary>
internal static class VerificationDocument
{
    private const byte LineEnd = (byte)'\n';

    /// <summary>One more test, behind what lies there, of which nothing is changed.</summary>
    /// <param name="backup">Whose tests they are.</param>
    /// <param name="content">What was noted; null: nothing.</param>
    /// <param name="verification">The newest.</param>
    /// <exception cref="SysOpsException">BackupLabelsCorrupt: what was noted is damaged.</exception>
    public static byte[] Append(BackupName backup, byte[]? content, BackupVerification verification)
    {
        byte[] note = JsonSerializer.SerializeToUtf8Bytes(verification, RepositoryJson.Default.BackupVerification);
        return content is null
            ? [.. InnerSum.Put(PlaceOf(backup), [], note), LineEnd]
            : [.. content, .. InnerSum.Put(PlaceOf(backup), LastLine(backup, content), note), LineEnd];
    }

    /// <exception cref="SysOpsException">BackupLabelsCorrupt.</exception>
    public static IReadOnlyList<BackupVerification> Read(BackupName backup, ReadOnlySpan<byte> content)
    {
        try
        {
            return content is [.. var lines, LineEnd] ? ReadLines(backup, lines) : throw new JsonException("Its last line has no end.");
        }
        catch (JsonException exception)
        {
            throw new SysOpsException(ErrorCatalogue.BackupLabelsCorrupt, $"The verifications '{PlaceOf(backup)}' are damaged: {exception.Message}", "Remove the file and verify the backup again.", backup.ToString(), exception);
        }
    }

    private static List<BackupVerification> ReadLines(BackupName backup, ReadOnlySpan<byte> lines)
    {
        List<BackupVerification> all = [];
        ReadOnlySpan<byte> previous = [];
        foreach (Range range in lines.Split(LineEnd))
        {
            bool hasSum = InnerSum.Check(PlaceOf(backup), previous, lines[range]);
            all.Add(JsonSerializer.Deserialize(lines[range], hasSum ? RepositoryJson.Default.BackupVerification : HandWrittenJson.Default.BackupVerification) ?? throw new JsonException("A line is null."));
            previous = lines[range];
        }

        return all;
    }

    private static ReadOnlySpan<byte> LastLine(BackupName backup, ReadOnlySpan<byte> content)
    {
        Read(backup, content);
        ReadOnlySpan<byte> lines = content[..^1];
        return lines[(lines.LastIndexOf(LineEnd) + 1)..];
    }

    private static string PlaceOf(BackupName backup) => $"{backup}/{StoreNames.Verification}";
}
