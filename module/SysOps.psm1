# Loads the cmdlets, with all that they depend on, in an assembly load context of their own: no library of SysOps
# meets another version of it that the session has loaded. Only the language and engine commands are used here, and
# few .NET calls: each one's first use costs milliseconds of every import.

$null = [System.Reflection.Assembly]::LoadFrom("$PSScriptRoot/bin/SysOps.Loader.dll")
$commands = Import-Module -Assembly ([SysOps.Loader.ModuleLoadContext]::LoadModule("$PSScriptRoot/bin/SysOps.dll")) -PassThru -Force
[SysOps.Loader.ModuleLoadContext]::Adopt($ExecutionContext.SessionState.Module, $commands)
