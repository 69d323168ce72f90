using SysOps.Backups.Manifests;
using SysOps.Backups.Repositories;
using SysOps.Backups.Restoring;

namespace SysOps.Backups.Drilling;

/// <summary>Restores a backup as a whole into scratch places, compares all of it, and leaves nothing behind.</summary>
public static class BackupDrill
{
    /// <param name="repository">Locked, so that nothing of it is removed meanwhile.</param>
    /// <param name="name">The backup, which was found sound.</param>
    /// <param name="options">Where, and what must hold.</param>
    /// <param name="cancellationToken">Ends it; what was made is removed all the same.</param>
    /// <returns>One part for each component.</returns>
    /// <exception cref="SysOpsException">BackupDrillNotPossible, or the server cannot be used: what is wrong is not the backup.</exception>
    public static async Task<IReadOnlyList<DrillPart>> RunAsync(BackupRepository repository, BackupName name, DrillOptions options, CancellationToken cancellationToken)
    {
        using DrillFolder folder = MakeFolder(options);
        RestoreSource source = new(repository, name);
        FilesDrill files = new(source, repository.Path, folder, options);
        List<DrillPart> parts = [];
        foreach (ManifestComponent component in source.Manifest.Components)
        {
            parts.Add(await (FilesDrill.Takes(component) ? files.RunAsync(component, cancellationToken) : new DatabaseDrill(source, component, folder, options).RunAsync(cancellationToken)).ConfigureAwait(false));
        }

        return parts;
    }

    private static DrillFolder MakeFolder(DrillOptions options)
    {
        string parent = options.Settings.Backups?.Drill.Path ?? Path.TrimEndingDirectorySeparator(Path.GetTempPath());
        try
        {
            return DrillFolder.Create(parent, options.Time.GetUtcNow(), path => BackupLog.RemainsFound(options.Logger, path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SysOpsException(ErrorCatalogue.BackupDrillNotPossible, $"In '{parent}' no folder for the drill can be made: {exception.Message}", "Choose another folder by backups.drill.path.", parent, exception);
        }
    }
}
