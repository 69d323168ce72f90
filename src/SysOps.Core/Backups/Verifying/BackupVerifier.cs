using SysOps.Backups.Archives.Reading;
using SysOps.Backups.Components;
using SysOps.Backups.Manifests;
using SysOps.Backups.Repositories;

namespace SysOps.Backups.Verifying;

/// <summary>Tests one backup: manifest, sums, every frame, every entry, the chain it builds on, and whether pg_restore reads the dump. Notes the result beside it.</summary>
public sealed class BackupVerifier
{
    // What rounding makes a hundred is not all of it.
    private const double AlmostAll = 99.99;

    private readonly BackupRepository _repository;
    private readonly BackupName _name;
    private readonly BackupTestOptions _options;
    private readonly long _started;
    private readonly List<BackupFinding> _findings = [];
    private readonly List<BackupComponentTest> _components = [];
    private readonly List<string> _notes = [];
    private double _earlierStored;
    private double _earlierTested;

    private BackupVerifier(BackupRepository repository, BackupName name, BackupTestOptions options)
    {
        _repository = repository;
        _name = name;
        _options = options;
        _started = options.Time.GetTimestamp();
    }

    /// <exception cref="SysOpsException">BackupNotFound, BackupRepositoryBusy, or the repository cannot be read.</exception>
    public static async Task<BackupTestResult> VerifyAsync(BackupRepository repository, BackupName name, BackupTestOptions options, CancellationToken cancellationToken)
    {
        LockRequest request = new() { Mode = RepositoryLockMode.Shared, Operation = "Test-SystemBackup", Timeout = options.LockTimeout, Time = options.Time };
        using RepositoryLock held = await RepositoryLock.TakeAsync(repository.Path, request, cancellationToken).ConfigureAwait(false);
        return await new BackupVerifier(repository, name, options).VerifyAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<BackupTestResult> VerifyAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = _options.Time.GetUtcNow();
        byte[] bytes = [];
        BackupManifest? manifest = null;
        try
        {
            bytes = _repository.ReadManifestBytes(_name);
            manifest = ManifestReader.Read(bytes, _name.ToString());
        }
        catch (SysOpsException exception) when (exception.Id == ErrorCatalogue.BackupCorrupt || exception.Id == ErrorCatalogue.BackupVersionUnknown)
        {
            _findings.Add(new BackupFinding { File = BackupManifest.FileName, Text = exception.Message });
        }

        if (manifest is not null)
        {
            await VerifyAsync(manifest, bytes, cancellationToken).ConfigureAwait(false);
        }

        BackupTestResult result = Result(now, manifest);
        if (_options.Drill is { } drill && manifest is not null)
        {
            result = await TestDrill.RunAsync(_repository, _name, manifest, result, drill, cancellationToken).ConfigureAwait(false);
        }

        result = result with { Duration = _options.Time.GetElapsedTime(_started) };
        return result.Result is BackupTestOutcome.NotTested ? result : await VerificationNote.AddAsync(_repository, _name, result, _options.Time, cancellationToken).ConfigureAwait(false);
    }

    private async Task VerifyAsync(BackupManifest manifest, byte[] bytes, CancellationToken cancellationToken)
    {
        _findings.AddRange(FolderCheck.Findings(_repository, _name, manifest, bytes));
        using CancellationTokenSource until = _options.MaxDuration is { } limit ? new CancellationTokenSource(limit, _options.Time) : new CancellationTokenSource();
        ArchiveSample sample = new() { Percent = _options.SamplePercent, Until = until.Token };
        IReadOnlyList<(BackupName Name, BackupManifest Manifest)> chain = ChainCheck.Follow(_repository, manifest, _findings);
        long total = manifest.Files.Sum(file => file.SizeBytes);
        long done = 0;
        foreach (ManifestComponent component in manifest.Components)
        {
            _options.Progress?.Report(new OperationProgress { Activity = "Testing the backup", Status = component.Name, Done = done, Total = total, IsBytes = true });
            _components.Add(await VerifyAsync(_name, manifest, component, sample, cancellationToken).ConfigureAwait(false));
            done += component.StoredBytes;
        }

        foreach ((BackupName name, BackupManifest earlier) in chain)
        {
            await VerifyEarlierAsync(name, earlier, sample, cancellationToken).ConfigureAwait(false);
        }

        if (manifest.Status is BackupStatus.Partial)
        {
            _notes.Add($"The backup is partial: {manifest.Problems.Count} files are not in it as they should be.");
        }
    }

    private async Task<BackupComponentTest> VerifyAsync(BackupName name, BackupManifest manifest, ManifestComponent component, ArchiveSample sample, CancellationToken cancellationToken)
    {
        BackupComponentTest test = new() { Name = component.Name, Kind = component.Kind, Result = BackupTestOutcome.NotTested };
        long started = _options.Time.GetTimestamp();
        if (sample.Until.IsCancellationRequested || _options.Time.GetElapsedTime(_started) >= _options.MaxDuration)
        {
            return test;
        }

        ComponentCheck check = new(_repository.FolderOf(name), manifest, component, sample);
        await check.RunAsync(cancellationToken).ConfigureAwait(false);
        _findings.AddRange(check.Findings.Select(finding => name == _name ? finding : finding with { File = $"../{name}/{finding.File}" }));
        if (component.Files.Contains(ComponentFiles.DatabaseArchive, StringComparer.Ordinal))
        {
            await new DumpCheck(_findings, _notes).RunAsync(_repository.FolderOf(name), component, _options.Programs, cancellationToken).ConfigureAwait(false);
        }

        return test with
        {
            Result = _findings.Any(finding => finding.Component == component.Name) ? BackupTestOutcome.Failed : BackupTestOutcome.Passed,
            EntryCount = check.EntryCount,
            TestedPercent = check.TestedPercent,
            Duration = _options.Time.GetElapsedTime(started),
        };
    }

    // Only the workspaces of an earlier backup are built on.
    private async Task VerifyEarlierAsync(BackupName name, BackupManifest manifest, ArchiveSample sample, CancellationToken cancellationToken)
    {
        foreach (ManifestComponent component in manifest.Components.Where(component => component.Kind is BackupComponentKind.Workspaces))
        {
            BackupComponentTest test = await VerifyAsync(name, manifest, component, sample, cancellationToken).ConfigureAwait(false);
            _earlierStored += component.StoredBytes;
            _earlierTested += component.StoredBytes * test.TestedPercent;
            int own = _components.FindIndex(known => known.Name == component.Name);
            if (own >= 0 && test.Result > _components[own].Result)
            {
                _components[own] = _components[own] with { Result = test.Result };
            }
        }
    }

    private BackupTestResult Result(DateTimeOffset now, BackupManifest? manifest)
    {
        double stored = _earlierStored + (manifest?.Components.Sum(component => component.StoredBytes) ?? 0);
        double tested = _earlierTested + (manifest?.Components.Zip(_components, (component, test) => component.StoredBytes * test.TestedPercent).Sum() ?? 0);
        bool looked = _components.Count == 0 || _components.Any(test => test.Result is not BackupTestOutcome.NotTested);
        return new BackupTestResult
        {
            Name = _name.ToString(),
            Result = _findings.Count > 0 ? BackupTestOutcome.Failed : looked ? BackupTestOutcome.Passed : BackupTestOutcome.NotTested,
            Components = _components.ToArray(),
            Findings = _findings.ToArray(),
            Notes = _notes.ToArray(),
            TestedPercent = tested >= stored * 100 ? 100 : Math.Min(AlmostAll, Math.Round(tested / stored, 2)),
            Tested = now.LocalDateTime,
            Path = _repository.FolderOf(_name),
        };
    }
}
