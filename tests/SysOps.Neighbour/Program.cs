using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using SysOps.Neighbour;

// Arguments: the manifest of SysOps and a sysops.json; the servers stand in the environment, where no other user reads
// them. Writes one fact a line.
if (args is not [string manifest, string configuration]
    || Environment.GetEnvironmentVariable("SYSOPS_TEST_POSTGRES") is not { } postgreSql
    || Environment.GetEnvironmentVariable("SYSOPS_TEST_REDIS") is not { } redis)
{
    await Console.Error.WriteLineAsync("Usage: SYSOPS_TEST_POSTGRES=… SYSOPS_TEST_REDIS=… SysOps.Neighbour <SysOps.psd1> <sysops.json>");
    return 1;
}

var libraries = new OlderLibraries(postgreSql, redis);
Console.WriteLine($"before: {await libraries.UseAsync()}");

using Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
runspace.Open();
using PowerShell shell = PowerShell.Create(runspace);
shell.AddScript(
    """
    param($Manifest, $Configuration)
    $ErrorActionPreference = 'Stop'
    Import-Module $Manifest
    Get-SystemHealth -Name database, cache -ConfigurationPath $Configuration | ForEach-Object { "$($_.Name): $($_.Status) $($_.Error)" }
    """);
shell.AddParameter("Manifest", manifest).AddParameter("Configuration", configuration);
foreach (PSObject line in await shell.InvokeAsync())
{
    Console.WriteLine(line);
}

Console.WriteLine($"after: {await libraries.UseAsync()}");
foreach (Assembly older in OlderLibraries.Assemblies)
{
    string name = older.GetName().Name!;
    IEnumerable<string> loaded = AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName()).Where(found => found.Name == name).Select(found => found.Version!.ToString(2)).Order(StringComparer.Ordinal);
    Console.WriteLine($"{name}: {older.GetName().Version!.ToString(2)} of {string.Join(", ", loaded)}");
}

return 0;
