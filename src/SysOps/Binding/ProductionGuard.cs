using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using SysOps.Backups.Restoring;

namespace SysOps.Binding;

/// <summary>Lets nobody restore over a production system without having said its name: a confirmation is answered without reading, a name is not.</summary>
internal static class ProductionGuard
{
    private const string Production = "Production";
    private const string Field = "SystemName";

    /// <exception cref="SysOpsException">RestoreNotConfirmed.</exception>
    public static void Require(RestorePlan plan, string? systemName, PSHost host)
    {
        bool isElsewhere = plan.Request is { Destination: not null, DatabaseName: null };
        if (isElsewhere || !string.Equals(plan.Environment, Production, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        string? answer = systemName ?? Ask(plan, host);
        if (answer != plan.SystemName)
        {
            throw new SysOpsException(
                ErrorCatalogue.RestoreNotConfirmed, $"'{plan.SystemName}' is a production system, and its name was not {(answer is null ? "given" : $"given right: '{answer}'")}. Nothing was changed.", $"Give it with -SystemName '{plan.SystemName}'.", plan.SystemName);
        }
    }

    // Null where nobody can be asked.
    private static string? Ask(RestorePlan plan, PSHost host)
    {
        try
        {
            Collection<FieldDescription> fields = [new FieldDescription(Field)];
            Dictionary<string, PSObject>? answers = host.UI?.Prompt("This restores over a production system.", $"Type the name of the system to go on ({plan}).", fields);
            return answers?.TryGetValue(Field, out PSObject? answer) == true ? answer.ToString() : null;
        }
        catch (Exception exception) when (exception is PSInvalidOperationException or HostException or NotImplementedException)
        {
            return null;
        }
    }
}
