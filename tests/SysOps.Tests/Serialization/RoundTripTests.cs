using System.Collections;
using System.Management.Automation;
using System.Reflection;
using SysOps.Testing;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Serialization;

/// <summary>What goes through a job, to another machine or into a file must still be filtered and read afterwards.</summary>
public sealed class RoundTripTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModuleSession _session = new();

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Components_are_found_by_their_status_and_have_their_checks_and_metrics()
    {
        PSObject[] copies = RoundTrip("Get-SystemHealth -Name database, memory -ConfigurationPath $Path");

        SessionResult found = _session.Run("param($Items) $Items | Where-Object Status -eq Unhealthy | ForEach-Object Name; $Items | Where-Object Category -eq SystemResource | ForEach-Object { $_.Metrics.UsedPercent -gt 0 }; ($Items[0].Checks)[0].Status; $Items[0].Alerts.Severity; $Items | Test-SystemHealth", ("Items", copies));

        Assert.Empty(found.Errors);
        Assert.Equal(["database", "True", "Unhealthy", "Critical", "False"], found.Output.Select(item => item.ToString()));
        Assert.Equal("Deserialized.SysOps.Health.ComponentHealth", copies[0].TypeNames[0]);
    }

    [Fact]
    public void A_summary_keeps_its_components_down_to_their_checks()
    {
        PSObject[] copies = RoundTrip("Get-SystemHealth -Summary -Name database, memory -ConfigurationPath $Path");

        SessionResult found = _session.Run("param($Items) $Items.Status; $Items.Components[0].Checks[0].Status; $Items.Components[1].Checks[0].Value -gt 0; $Items | Test-SystemHealth -AtWorst Unhealthy", ("Items", copies));

        Assert.Equal(["Unhealthy", "Unhealthy", "True", "True"], found.Output.Select(item => item.ToString()));
    }

    [Fact]
    public void Every_public_type_that_an_output_can_hold_is_in_the_types_file()
    {
        string types = File.ReadAllText(Path.Combine(Repository.Root, "module", "SysOps.Types.ps1xml"));
        Type[] outputs = [.. _session.Run("Get-Command -Module SysOps | ForEach-Object { $_.OutputType.Type } | Where-Object { $_.Namespace -like 'SysOps*' }").ThrowIfFailed().Output.Select(type => (Type)type.BaseObject)];
        Assert.NotEmpty(outputs);

        HashSet<Type> reached = [];
        foreach (Type output in outputs)
        {
            Reach(output, reached);
        }

        Assert.All(reached.Where(type => !type.IsAbstract || type.IsEnum), type => Assert.Contains($"<Name>{type.FullName}</Name>", types, StringComparison.Ordinal));
        Assert.Contains(reached, type => type.Name == "PostgreSqlMetrics");
    }

    private static void Reach(Type type, HashSet<Type> reached)
    {
        Type element = type.IsArray ? type.GetElementType()! : Nullable.GetUnderlyingType(type) ?? type;
        if (element.IsGenericType && typeof(IEnumerable).IsAssignableFrom(element))
        {
            element = element.GetGenericArguments()[^1];
        }

        if (element.Namespace?.StartsWith("SysOps", StringComparison.Ordinal) is not true || !reached.Add(element))
        {
            return;
        }

        foreach (Type derived in element.Assembly.GetExportedTypes().Where(candidate => candidate.BaseType == element))
        {
            Reach(derived, reached);
        }

        foreach (PropertyInfo property in element.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            Reach(property.PropertyType, reached);
        }
    }

    private PSObject[] RoundTrip(string script)
    {
        string path = _folder.Write("sysops.json", """{ "database": { "provider": "Sqlite", "connectionString": "Data Source=missing.db" } }""");
        SessionResult result = _session.Run($"param($Path) [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize(@({script})))", ("Path", path)).ThrowIfFailed();
        return [.. result.Output];
    }
}
