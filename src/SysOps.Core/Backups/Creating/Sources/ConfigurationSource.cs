using System.ComponentModel;
using System.Text;
using System.Text.Json;
using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Writing;
using SysOps.Backups.Components;
using SysOps.Files;

namespace SysOps.Backups.Creating.Sources;

/// <summary>The files of the configuration, each by its absolute path; of a link the file that it leads to.</summary>
internal sealed class ConfigurationSource(IReadOnlyList<string> paths) : IBackupSource
{
    public string Name => "configuration";

    public BackupComponentKind Kind => BackupComponentKind.Configuration;

    public Task<SourceEstimate> ExamineAsync(CancellationToken cancellationToken)
    {
        long size = paths.Where(File.Exists).Sum(path => new FileInfo(path).Length);
        return Task.FromResult(new SourceEstimate { ReadBytes = size, NeededBytes = size });
    }

    public async Task<SourceCopy> CopyAsync(CopyTarget target, CancellationToken cancellationToken)
    {
        ConfigurationFile[] all = [.. paths.Select(path => new ConfigurationFile { Path = path, RealPath = Resolve(path) })];
        ConfigurationFile[] folders = [.. all.Where(file => Directory.Exists(file.RealPath))];
        ConfigurationFile[] files = [.. all.Except(folders)];
        TreeArchiveSummary summary = await TreeArchiver.WriteAsync(
            new TreeArchiveRequest
            {
                RootPath = "/",
                Only = [.. files.Select(PathOf)],
                Archive = target.CreateFile(ComponentFiles.ConfigurationArchive),
                Index = target.CreateFile(ComponentFiles.ConfigurationIndex),
                Options = target.Options,
                Progress = target.Progress,
            },
            cancellationToken).ConfigureAwait(false);
        return new SourceCopy
        {
            SizeBytes = summary.FileBytes,
            FileCount = summary.Counts.GetValueOrDefault(EntryKind.File) + summary.Counts.GetValueOrDefault(EntryKind.HardLink),
            Facts = JsonSerializer.SerializeToElement(new ConfigurationFacts { Files = files }, ComponentJson.Default.ConfigurationFacts),
            Problems = [.. folders.Select(Problem), .. summary.Problems.Select(problem => Problem(problem).ToBackupProblem(Name))],
            Warnings = ["configuration: the archive holds the secrets of these files, and is not encrypted.", .. summary.Notes.ToWarnings(Name)],
        };
    }

    private static PathBytes PathOf(ConfigurationFile file) => PathBytes.Of(Encoding.UTF8.GetBytes(file.RealPath.TrimStart('/')));

    // What is missing keeps its name, by which it is reported.
    private static string Resolve(string path)
    {
        try
        {
            return OperatingSystem.IsWindows() ? path : RealPath.Of(path);
        }
        catch (Win32Exception)
        {
            return path;
        }
    }

    private BackupProblem Problem(ConfigurationFile folder) => new() { Component = Name, Path = folder.Path.TrimStart('/'), Reason = "It is a folder, and not a file." };

    private static ArchiveProblem Problem(ArchiveProblem problem) => problem.Kind is ArchiveProblemKind.Vanished ? problem with { Reason = "It does not exist." } : problem;
}
