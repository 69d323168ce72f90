BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module (Join-Path $PSScriptRoot '../../SysOps.psd1') -Force
    Import-Module (Join-Path $PSScriptRoot 'DemoSystem.psm1') -Force

    $system = New-DemoSystem @{ workspaces = @{ path = 'workspaces' }; backups = @{ path = 'backups' } }
    $path = $system.Configuration
    $null = New-Item -ItemType Directory -Path (Join-Path $system.Folder 'workspaces/papers') -Force
    Set-Content -LiteralPath (Join-Path $system.Folder 'workspaces/papers/notes.txt') -Value 'Documents.'
}

AfterAll { Remove-DemoSystem $system }

Describe 'New-SystemBackup' {
    It 'makes a backup that is listed as it was written' {
        $backup = New-SystemBackup -ConfigurationPath $path -Tag nightly -Description 'by Pester' -WarningAction SilentlyContinue

        $backup.Status | Should -Be 'Complete'
        $backup.Components.Name | Should -Be 'database', 'workspaces', 'configuration'
        $backup.Created | Should -BeOfType ([DateTime])
        $backup.StoredBytes | Should -BeOfType ([long])
        (Get-SystemBackup -ConfigurationPath $path -Tag nightly).Name | Should -Be $backup.Name
    }

    It 'shows it within 80 columns' {
        (New-SystemBackup -ConfigurationPath $path -WarningAction SilentlyContinue | Out-String -Width 80 | ConvertFrom-AnsiText)[3] | Should -Match '^\d{8}T\d{6}\.\d{3}Z-[0-9a-f]{4} +\d+s Complete +.* db, workspaces, config'
    }

    It 'warns that the archive of the configuration is not encrypted' {
        $null = New-SystemBackup -ConfigurationPath $path -Component Configuration -WarningVariable warnings -WarningAction SilentlyContinue

        $warnings.Message | Should -Match 'not encrypted'
    }

    It 'changes nothing with -WhatIf, nor with the preference' {
        $before = Get-ChildItem -LiteralPath $system.Folder -Recurse | ForEach-Object { "$($_.FullName) $($_.LastWriteTimeUtc.Ticks)" }

        (New-SystemBackup -ConfigurationPath $path -WhatIf).Status | Should -Be 'Planned'
        & { $WhatIfPreference = $true; (New-SystemBackup -ConfigurationPath $path).Status } | Should -Be 'Planned'

        Get-ChildItem -LiteralPath $system.Folder -Recurse | ForEach-Object { "$($_.FullName) $($_.LastWriteTimeUtc.Ticks)" } | Should -Be $before
    }

    It 'refuses a component that is not configured' {
        $bare = Set-DemoFile (Join-Path $system.Folder 'bare.json') '{ "backups": { "path": "backups" } }'

        { New-SystemBackup Database -ConfigurationPath $bare } | Should -Throw -ErrorId 'BackupNotConfigured,SysOps.Commands.NewSystemBackupCommand'
    }

    It 'takes a duration for -LockTimeout as it is typed' {
        (New-SystemBackup Workspaces -ConfigurationPath $path -LockTimeout 5s).Status | Should -Be 'Complete'
        { New-SystemBackup -ConfigurationPath $path -LockTimeout 5 } | Should -Throw '*is not a duration*'
    }
}
