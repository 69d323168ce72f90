using SysOps.Backups.Components;
using SysOps.Backups.Manifests;
using SysOps.Backups.Repositories;
using SysOps.Servers.PostgreSql.Libpq;

namespace SysOps.Backups.Verifying;

/// <summary>Adds to a test whether pg_restore reads the dump; where there is no pg_restore for it, a note says that it was not looked at.</summary>
internal sealed class DumpCheck(List<BackupFinding> findings, List<string> notes)
{
    public async Task RunAsync(string folder, ManifestComponent component, ProgramSearch programs, CancellationToken cancellationToken)
    {
        try
        {
            if (await new DumpListing(folder, component, programs).FindProblemAsync(cancellationToken).ConfigureAwait(false) is { } problem)
            {
                Add(component, problem);
            }
        }
        catch (SysOpsException exception) when (exception.Id == ErrorCatalogue.DumpProgramNotFound || exception.Id == ErrorCatalogue.DumpProgramTooOld)
        {
            notes.Add($"Whether pg_restore reads the dump was not looked at: {exception.Message}");
        }
        catch (Exception exception) when (exception is SysOpsException || StoreDocuments.IsStoreFailure(exception))
        {
            Add(component, $"pg_restore cannot be given the dump: {exception.Message}");
        }
    }

    private void Add(ManifestComponent component, string problem) => findings.Add(new BackupFinding { Component = component.Name, File = ComponentFiles.DatabaseArchive, Text = problem });
}
