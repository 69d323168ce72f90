using System.Security.Cryptography;
using SysOps.Backups.Repositories;
using SysOps.Backups.Restoring.Items;

namespace SysOps.Backups.Restoring;

/// <summary>Decides what a restore would do, from the backup and what is there. Changes nothing at all.</summary>
public static class RestorePlanner
{
    /// <exception cref="SysOpsException">RestoreNotPossible, BackupCorrupt, BackupNotFound: there can be no plan. What stands against single items is in the plan.</exception>
    public static async Task<RestorePlan> PlanAsync(RestoreRequest request, RestoreServices services, CancellationToken cancellationToken) =>
        (await MakeAsync(request, services, cancellationToken).ConfigureAwait(false)).Plan;

    internal static async Task<PlannedRestore> MakeAsync(RestoreRequest request, RestoreServices services, CancellationToken cancellationToken)
    {
        RestoreContext context = ContextOf(request, services);
        IReadOnlyList<IRestoreItem> items = await RestoreItems.CreateAsync(context, cancellationToken).ConfigureAwait(false);
        string[] running = await RunningAsync(request, services, cancellationToken).ConfigureAwait(false);
        List<RestorePlanItem> plans = [];
        foreach (IRestoreItem item in items)
        {
            RestorePlanItem plan = await PlanAsync(item, cancellationToken).ConfigureAwait(false);
            plans.Add(plan with { Refusals = plan.Refusals.Concat(running).Concat(Strays(context, item.Kind)).ToArray() });
        }

        return new PlannedRestore(context, items, RestorePlan.Of(context, plans, [.. Notes(context)]));
    }

    private static RestoreContext ContextOf(RestoreRequest request, RestoreServices services)
    {
        if (!BackupName.TryParse(request.Backup, out BackupName? name))
        {
            throw StoreErrors.NotFound(request.Repository, request.Backup);
        }

        DateTimeOffset now = services.Time.GetUtcNow();
        return new RestoreContext
        {
            Request = request,
            Services = services,
            Source = new RestoreSource(BackupRepository.Open(request.Repository), name),
            Id = $"{now:yyyyMMdd'T'HHmmss'Z'}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}",
            Now = now,
        };
    }

    // What is wrong with one item must not hide the others.
    private static async Task<RestorePlanItem> PlanAsync(IRestoreItem item, CancellationToken cancellationToken)
    {
        try
        {
            return await item.PlanAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SysOpsException or IOException or UnauthorizedAccessException)
        {
            return new RestorePlanItem { Name = item.Name, Kind = item.Kind, Method = RestoreMethod.None, Target = "", Refusals = [exception.Message] };
        }
    }

    private static async Task<string[]> RunningAsync(RestoreRequest request, RestoreServices services, CancellationToken cancellationToken)
    {
        // What is restored elsewhere disturbs nobody.
        if (request.Force || request.Destination is not null || request.DatabaseName is not null)
        {
            return [];
        }

        IReadOnlyList<string> running = await services.RunningServices(cancellationToken).ConfigureAwait(false);
        return [.. running.Select(service => $"The service '{service}' runs: stop it, or use -Force.")];
    }

    private static IEnumerable<string> Notes(RestoreContext context)
    {
        if (context.Source.Manifest.Status is BackupStatus.Partial)
        {
            yield return $"The backup is partial: {context.Source.Manifest.Problems.Count} files are not in it as they should be.";
        }

        if (context.Source.Manifest.SystemName != context.Services.Settings.Name)
        {
            yield return $"The backup is of the system '{context.Source.Manifest.SystemName}', and is restored to '{context.Services.Settings.Name}'.";
        }
    }

    // Whoever added it may have changed more than a sum can tell.
    private static IEnumerable<string> Strays(RestoreContext context, BackupComponentKind kind) => context.Request.Force ? []
        : context.Source.Strays(chain: kind is BackupComponentKind.Workspaces).Select(stray => $"'{stray}' in the repository does not belong to the backup: look at it and move it away, or use -Force.");
}
