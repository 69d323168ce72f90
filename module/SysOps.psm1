# Loads the cmdlets, with all that they depend on, in an assembly load context of their own: no library of SysOps
# meets another version of it that the session has loaded. Only the language and engine commands are used here.

$loader = [System.Reflection.Assembly]::LoadFrom([System.IO.Path]::Combine($PSScriptRoot, 'bin', 'SysOps.Loader.dll'))
$assembly = $loader.GetType('SysOps.Loader.ModuleLoadContext', $true).GetMethod('LoadModule').Invoke($null, @([System.IO.Path]::Combine($PSScriptRoot, 'bin', 'SysOps.dll')))
$commands = Import-Module -Assembly $assembly -PassThru -Force

# A second import in one session finds the assembly in the cache of the engine, and neither exports anything by itself
# (https://github.com/PowerShell/PowerShell/issues/20710) nor nests the binary module, beside which Get-Help finds the help.
$module = $ExecutionContext.SessionState.Module
$internal = [System.Reflection.BindingFlags] 'Instance, NonPublic'
$null = [System.Management.Automation.PSModuleInfo].GetMethod('AddNestedModule', $internal).Invoke($module, @(, $commands.PSObject.BaseObject))
$export = [System.Management.Automation.PSModuleInfo].GetMethod('AddExportedCmdlet', $internal)
foreach ($cmdlet in $commands.ExportedCmdlets.Values) {
    $null = $export.Invoke($module, @(, $cmdlet))
}
