using System.Reflection;
using SysOps.Backups.Archives;
using SysOps.Backups.Creating.Sources;
using SysOps.Backups.Manifests;
using SysOps.Backups.Repositories;
using SysOps.Files;

namespace SysOps.Backups.Creating;

/// <summary>Copies the components one after the other, and keeps what a manifest says of them.</summary>
internal sealed class ComponentCopies
{
    private readonly BackupPlan _plan;
    private readonly BackupDraft _draft;
    private readonly ParentBackup? _parent;
    private readonly BackupServices _services;
    private readonly List<ManifestComponent> _components = [];
    private readonly List<BackupProblem> _problems = [];
    private readonly List<string> _warnings = [];
    private readonly SortedDictionary<string, string> _tools = new(StringComparer.Ordinal);
    private FileTime? _snapshot;
    private long _doneBytes;

    public ComponentCopies(BackupPlan plan, BackupDraft draft, ParentBackup? parent, BackupServices services)
    {
        _parent = parent;
        _plan = plan;
        _draft = draft;
        _services = services;
        _tools["sysops"] = VersionOf(typeof(ComponentCopies).Assembly);
        _tools["zstd"] = VersionOf(typeof(ZstdNet.Compressor).Assembly);
    }

    public IReadOnlyList<ManifestComponent> Components => _components;

    public IReadOnlyList<BackupProblem> Problems => _problems;

    public IReadOnlyList<string> Warnings => _warnings;

    public IReadOnlyDictionary<string, string> Tools => _tools;

    public async Task<IReadOnlyList<ManifestComponent>> RunAsync(CancellationToken cancellationToken)
    {
        foreach (PlannedComponent component in _plan.Components)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await CopyAsync(component, cancellationToken).ConfigureAwait(false);
            _doneBytes += component.Estimate.ReadBytes ?? _components[^1].SizeBytes;
        }

        return _components;
    }

    private async Task CopyAsync(PlannedComponent component, CancellationToken cancellationToken)
    {
        DateTimeOffset started = _services.Time.GetUtcNow();
        CopyTarget target = new(_draft)
        {
            Options = new ArchiveOptions { BackupId = _draft.Name.ToString(), Level = _plan.Options.CompressionLevel },
            Snapshot = _snapshot,
            Parent = _parent,
            Progress = _services.Progress is { } progress ? new RunProgress(progress, _doneBytes, component.Estimate.ReadBytes, TotalBytes()) : null,
        };
        SourceCopy copy = await component.Source.CopyAsync(target, cancellationToken).ConfigureAwait(false);
        _components.Add(new ManifestComponent
        {
            Name = component.Source.Name,
            Kind = component.Source.Kind,
            Status = copy.Problems.Count > 0 ? BackupStatus.Partial : BackupStatus.Complete,
            SizeBytes = copy.SizeBytes,
            StoredBytes = target.StoredBytes,
            FileCount = copy.FileCount,
            Started = started,
            Finished = Later(started, _services.Time.GetUtcNow()),
            Files = target.FileNames,
            Facts = copy.Facts,
        });
        Note(component, copy, started);
    }

    private void Note(PlannedComponent component, SourceCopy copy, DateTimeOffset started)
    {
        _problems.AddRange(copy.Problems);
        _warnings.AddRange(copy.Warnings);
        foreach ((string name, string version) in copy.Tools)
        {
            _tools[name] = version;
        }

        if (component.Source.Kind is BackupComponentKind.Database)
        {
            _snapshot = FileTime.Of(started);
        }
    }

    private long? TotalBytes() => _plan.Components.Aggregate((long?)0, (sum, component) => sum + component.Estimate.ReadBytes);

    // The clock may be set back meanwhile.
    private static DateTimeOffset Later(DateTimeOffset started, DateTimeOffset now) => now < started ? started : now;

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? assembly.GetName().Version?.ToString() ?? "";
}
