using System.Runtime.ExceptionServices;
using SysOps.Backups.Manifests;
using SysOps.Backups.Repositories;

namespace SysOps.Backups.Creating;

/// <summary>Carries out a plan: takes the repository, copies all components into a draft, publishes it. Whatever fails, nothing of it is visible and nothing is left.</summary>
public sealed class BackupRun
{
    private readonly BackupPlan _plan;
    private readonly BackupServices _services;

    private BackupRun(BackupPlan plan, BackupServices services)
    {
        _plan = plan;
        _services = services;
    }

    private BackupOptions Options => _plan.Options;

    /// <exception cref="SysOpsException">Why there is no backup.</exception>
    public static Task<SystemBackup> RunAsync(BackupPlan plan, BackupServices services, CancellationToken cancellationToken) =>
        new BackupRun(plan, services).RunAsync(cancellationToken);

    private async Task<SystemBackup> RunAsync(CancellationToken cancellationToken)
    {
        WritableRepositoryOptions options = new()
        {
            Lock = new LockRequest { Mode = RepositoryLockMode.Exclusive, Operation = "New-SystemBackup", Timeout = Options.LockTimeout, Time = _services.Time },
            Logger = _services.Logger,
        };
        using WritableRepository repository = await WritableRepository.OpenAsync(Options.Repository, options, cancellationToken).ConfigureAwait(false);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, repository.Lost);
        try
        {
            return await MakeAsync(repository, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            repository.ThrowIfLost();
            throw;
        }
        catch (IOException exception)
        {
            throw Describe(exception);
        }
    }

    private async Task<SystemBackup> MakeAsync(WritableRepository repository, CancellationToken cancellationToken)
    {
        using ParentBackup? parent = FindParent(repository.Repository);
        BackupLineage lineage = parent?.Lineage ?? BackupLineage.Full;
        using BackupDraft draft = repository.Begin(new BackupDraftOptions { SystemName = Options.Settings.Name, Environment = Options.Settings.Environment, Time = _services.Time });
        SpaceCheck.Require(repository.Repository.Path, _plan.NeededBytes, Options.Backups.Reserve);
        HeldService service = new(Options.Backups, _services);
        ComponentCopies copies = new(_plan, draft, parent, _services);
        await service.WhileAsync(() => copies.RunAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        BackupManifest manifest = draft.Manifest with
        {
            Status = copies.Problems.Count > 0 ? BackupStatus.Partial : BackupStatus.Complete,
            Consistency = _plan.Consistency,
            Parent = lineage.Parent,
            ChainLength = lineage.ChainLength,
            Tools = copies.Tools,
            Components = copies.Components,
            Warnings = service.Problem is { } problem ? [.. copies.Warnings, problem] : copies.Warnings,
            Problems = copies.Problems,
        };
        return draft.Publish(manifest, Options.Tags.Count > 0 || Options.Description is not null ? new BackupLabels { Tags = Options.Tags, Description = Options.Description } : null);
    }

    // Only workspaces build on earlier ones.
    private ParentBackup? FindParent(BackupRepository repository)
    {
        if (Options.Settings.Workspaces is not { } workspaces || !_plan.Components.Any(component => component.Source.Kind is BackupComponentKind.Workspaces))
        {
            return null;
        }

        ChainSettings settings = new() { FullEvery = Options.Backups.FullEvery, Full = Options.Full };
        (ParentBackup? parent, string reason) = ParentBackup.Find(repository, workspaces.Path, settings, _services.Time.GetUtcNow());
        if (parent is null)
        {
            BackupLog.IsFull(_services.Logger, reason);
        }
        else
        {
            BackupLog.BuildsOn(_services.Logger, parent.Lineage.Parent!.Name);
        }

        return parent;
    }

    // What the repository said reaches us through the threads of an archive; what is left is about the source.
    private static Exception Describe(IOException exception)
    {
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is SysOpsException known)
            {
                ExceptionDispatchInfo.Throw(known);
            }
        }

        return new SysOpsException(ErrorCatalogue.BackupSourceUnavailable, $"What was to be backed up cannot be read: {exception.Message}", "Run as a user who may read all of it, and check its volume.", (exception as FileNotFoundException)?.FileName, exception);
    }
}
