# Makes a small demo system in a temporary folder, shows its health, backs it up, and cleans up after itself.
# Runs alike in pwsh and in sysops: only the language, engine commands and .NET are used.

Import-Module ([System.IO.Path]::Combine($PSScriptRoot, '..', 'SysOps.psd1')) -ErrorAction Stop

function Show([string] $Text) { "`n$([char]27)[1m$Text$([char]27)[0m" -replace $(if ($Host.UI.SupportsVirtualTerminal -and -not [Console]::IsOutputRedirected -and -not $env:NO_COLOR) { '^$' } else { "$([char]27)\[\d+m" }), '' }

# The SQLite library that SysOps itself uses lives in the module's own load context.
function New-DemoDatabase([string] $Path) {
    $module = [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext((Get-Command Get-SystemHealth).ImplementingType.Assembly)
    $library = $module.LoadFromAssemblyName([System.Reflection.AssemblyName]::new('Microsoft.Data.Sqlite'))
    $connection = [System.Activator]::CreateInstance($library.GetType('Microsoft.Data.Sqlite.SqliteConnection'), "Data Source=$Path;Pooling=False")
    try {
        $connection.Open()
        $command = $connection.CreateCommand()
        $command.CommandText = "CREATE TABLE workspaces (id INTEGER PRIMARY KEY, name TEXT NOT NULL); INSERT INTO workspaces (name) VALUES ('papers'), ('contracts'), ('manuals');"
        $null = $command.ExecuteNonQuery()
    }
    finally {
        $connection.Dispose()
    }
}

$folder = [System.IO.Directory]::CreateTempSubdirectory('sysops-quickstart-').FullName
try {
    Show "1. A demo system in $folder"
    New-DemoDatabase ([System.IO.Path]::Combine($folder, 'app.db'))
    foreach ($workspace in 'papers', 'contracts', 'manuals') {
        $path = [System.IO.Directory]::CreateDirectory([System.IO.Path]::Combine($folder, 'workspaces', $workspace)).FullName
        [System.IO.File]::WriteAllText([System.IO.Path]::Combine($path, 'notes.txt'), "Documents of the workspace $workspace.`n")
    }
    $null = [System.IO.Directory]::CreateDirectory([System.IO.Path]::Combine($folder, 'logs'))
    [System.IO.File]::WriteAllText([System.IO.Path]::Combine($folder, 'logs', 'api.log'), "started`n")

    $configuration = [System.IO.Path]::Combine($folder, 'sysops.json')
    [System.IO.File]::WriteAllText($configuration, @'
{
  "name": "demo",
  "environment": "Development",
  "database": { "provider": "Sqlite", "connectionString": "Data Source=app.db", "healthQuery": "SELECT count(*) FROM workspaces" },
  "workspaces": { "path": "workspaces" },
  "logs": { "path": "logs" },
  "backups": { "path": "backups" }
}
'@)
    if (-not [System.OperatingSystem]::IsWindows()) {
        # A configuration that others could write would be refused.
        [System.IO.File]::SetUnixFileMode($configuration, [System.IO.UnixFileMode] 'UserRead, UserWrite')
    }
    'It has an SQLite database, workspaces, a log folder and this configuration:'
    [System.IO.File]::ReadAllText($configuration)

    Show '2. Its health: Get-SystemHealth'
    Get-SystemHealth -ConfigurationPath $configuration | Out-Default

    Show '3. What was checked in the database'
    (Get-SystemHealth -Name database -ConfigurationPath $configuration).Checks | Out-Default

    Show '4. In one screen: Get-SystemHealth -Summary'
    Get-SystemHealth -Summary -ConfigurationPath $configuration | Out-Default

    Show '5. In a script: Test-SystemHealth'
    "if (Test-SystemHealth -AtWorst Degraded) gives $(Test-SystemHealth -Name database -AtWorst Degraded -ConfigurationPath $configuration) for the database"

    Show '6. A backup: New-SystemBackup'
    New-SystemBackup -Tag quickstart -ConfigurationPath $configuration -WarningAction SilentlyContinue | Out-Default

    Show '7. What there is, and what is in it: Get-SystemBackup, Get-SystemBackupContent'
    Get-SystemBackup -ConfigurationPath $configuration | Out-Default
    Get-SystemBackup -Latest -ConfigurationPath $configuration | Get-SystemBackupContent -Component Workspaces | Out-Default

    Show '8. Is it sound? Test-SystemBackup'
    Get-SystemBackup -Latest -ConfigurationPath $configuration | Test-SystemBackup -ConfigurationPath $configuration | Out-Default
    Get-SystemHealth -Name backups -ConfigurationPath $configuration | Out-Default

    Show '9. A file is lost, and comes back: Get-SystemRestorePlan, Restore-SystemBackup'
    [System.IO.File]::Delete([System.IO.Path]::Combine($folder, 'workspaces', 'papers', 'notes.txt'))
    $plan = Get-SystemBackup -Latest -ConfigurationPath $configuration | Get-SystemRestorePlan -Include 'papers/notes.txt' -ConfigurationPath $configuration
    $plan | Out-Default
    Restore-SystemBackup -Plan $plan -Confirm:$false | Out-Default
    [System.IO.File]::ReadAllText([System.IO.Path]::Combine($folder, 'workspaces', 'papers', 'notes.txt'))

    Show '10. What is kept, and what would go: Set-SystemBackup, Remove-SystemBackup'
    Get-SystemBackup -Latest -ConfigurationPath $configuration | Set-SystemBackup -Pin -Description 'the first one' -ConfigurationPath $configuration
    Remove-SystemBackup -KeepLast 1 -ConfigurationPath $configuration -WhatIf | Out-Default

    Show '11. Health when the database is gone'
    [System.IO.File]::Delete([System.IO.Path]::Combine($folder, 'app.db'))
    Get-SystemHealth -Name database -ConfigurationPath $configuration | Out-Default
}
finally {
    [System.IO.Directory]::Delete($folder, $true)
    Show "Removed $folder"
}
exit 0
