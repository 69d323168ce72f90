using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Reading;
using SysOps.Backups.Components;
using SysOps.Backups.Databases.Facts;
using SysOps.Backups.Manifests;
using SysOps.Servers.PostgreSql.Libpq;
using SysOps.Servers.Programs;
using SysOps.Settings;

namespace SysOps.Backups.Verifying;

/// <summary>Whether pg_restore reads a dump: its table of contents is put into a private folder and listed.</summary>
internal sealed class DumpListing(string folder, ManifestComponent component, ProgramSearch search)
{
    private const string ContentsFile = "toc.dat";

    /// <summary>What is wrong with the dump; null when nothing is.</summary>
    /// <exception cref="SysOpsException">DumpProgramNotFound, DumpProgramTooOld: it cannot be told here.</exception>
    public async Task<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        Redactor nothing = new();
        PostgreSqlPrograms programs = await search.FindAsync(ComponentFacts.OfPostgreSql(component).ProgramMajor, "the dump", nothing, cancellationToken).ConfigureAwait(false);
        string scratch = Directory.CreateTempSubdirectory("sysops-listing-").FullName;
        try
        {
            if (!Extract(Path.Combine(scratch, ContentsFile), cancellationToken))
            {
                return $"The dump has no {ContentsFile}.";
            }

            ProgramEnd end = await ChildProgram.RunAsync(new ProgramCall { Path = programs.Restore, Arguments = ["--list", scratch], WithheldPrefix = "PG" }, nothing, cancellationToken).ConfigureAwait(false);
            return end.HasSucceeded ? null : $"pg_restore --list {end.HowItEnded}: {end.ErrorText}".TrimEnd(':', ' ');
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private bool Extract(string target, CancellationToken cancellationToken)
    {
        using ArchiveBytes index = ArchiveBytes.Open(Path.Combine(folder, ComponentFiles.DatabaseIndex));
        using IndexReader reader = new(index);
        IndexEntry? entry = reader.Entries().LastOrDefault(entry => entry.Path.ToString() == ContentsFile);
        if (entry is null)
        {
            return false;
        }

        using ArchiveSet archives = new(_ => ArchiveBytes.Open(Path.Combine(folder, ComponentFiles.DatabaseArchive)));
        using ArchiveReader archive = new(archives);
        using FileStream output = new(target, FileMode.CreateNew);
        archive.ReadFile(entry, output, cancellationToken);
        return true;
    }
}
