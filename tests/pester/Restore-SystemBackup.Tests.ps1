BeforeAll {
    Set-StrictMode -Version Latest
    $stateBefore = $env:XDG_STATE_HOME
    $env:XDG_STATE_HOME = [System.IO.Directory]::CreateTempSubdirectory('sysops-state-').FullName
    Import-Module (Join-Path $PSScriptRoot '../../SysOps.psd1') -Force
    Import-Module (Join-Path $PSScriptRoot 'DemoSystem.psm1') -Force

    $system = New-DemoSystem @{ workspaces = @{ path = 'workspaces' }; backups = @{ path = 'backups' } }
    $path = $system.Configuration
    $notes = Join-Path $system.Folder 'workspaces/papers/notes.txt'
    $null = New-Item -ItemType Directory -Path (Split-Path $notes) -Force
    Set-Content -LiteralPath $notes -Value 'Documents.'
    $null = New-SystemBackup -ConfigurationPath $path -WarningAction SilentlyContinue
}

AfterAll {
    Remove-DemoSystem $system
    Remove-Item -LiteralPath $env:XDG_STATE_HOME -Recurse -Force
    $env:XDG_STATE_HOME = $stateBefore
}

Describe 'Get-SystemRestorePlan' {
    It 'says per item what would be done' {
        Set-Content -LiteralPath $notes -Value 'spoilt'

        $plan = Get-SystemBackup -ConfigurationPath $path -Latest | Get-SystemRestorePlan -ConfigurationPath $path -Component Workspaces

        $plan.IsPossible | Should -BeTrue
        $plan.Items.Overwritten | Should -Be 1
        $plan.Items.Entries.Action | Should -Be 'Overwrite'
    }

    It 'shows it within 80 columns' {
        $lines = Get-SystemBackup -ConfigurationPath $path -Latest | Get-SystemRestorePlan -ConfigurationPath $path | Out-String -Width 80

        $lines | Should -Match 'Restore of \d{8}T'
        ($lines -replace '\e\[[0-9;]*m' -split '\r?\n' | Measure-Object -Property Length -Maximum).Maximum | Should -BeLessOrEqual 80
    }

    It 'comes whole out of Export-Clixml' {
        $file = Join-Path $system.Folder 'plan.xml'
        Get-SystemBackup -ConfigurationPath $path -Latest | Get-SystemRestorePlan -ConfigurationPath $path -Component Workspaces | Export-Clixml -LiteralPath $file

        (Import-Clixml -LiteralPath $file).Items.Entries | Where-Object Action -eq 'Overwrite' | Should -Not -BeNullOrEmpty
    }
}

Describe 'Restore-SystemBackup' {
    It 'brings a file back by pipeline and keeps what it replaces' {
        Set-Content -LiteralPath $notes -Value 'spoilt'

        $result = Get-SystemBackup -ConfigurationPath $path -Latest | Restore-SystemBackup -ConfigurationPath $path -Include 'papers/notes.txt' -Confirm:$false

        $result.Outcome | Should -Be 'Restored'
        Get-Content -LiteralPath $notes | Should -Be 'Documents.'
        Get-Content -LiteralPath (Join-Path $result.Previous[0] 'papers/notes.txt') | Should -Be 'spoilt'
    }

    It 'changes nothing with -WhatIf, nor with the preference' {
        Set-Content -LiteralPath $notes -Value 'spoilt'
        $name = (Get-SystemBackup -ConfigurationPath $path -Latest).Name
        $before = Get-ChildItem -LiteralPath $system.Folder -Recurse -Force | ForEach-Object { "$($_.FullName) $($_.LastWriteTimeUtc.Ticks)" }

        (Restore-SystemBackup $name -ConfigurationPath $path -WhatIf).PSTypeNames | Should -Contain 'SysOps.Backups.Restoring.RestorePlan'
        & { $WhatIfPreference = $true; (Restore-SystemBackup $name -ConfigurationPath $path).IsPossible } | Should -BeTrue

        Get-ChildItem -LiteralPath $system.Folder -Recurse -Force | ForEach-Object { "$($_.FullName) $($_.LastWriteTimeUtc.Ticks)" } | Should -Be $before
    }

    It 'tells apart a name that is none' {
        { Restore-SystemBackup '20200101T000000.000Z-0000' -ConfigurationPath $path -Confirm:$false } | Should -Throw -ErrorId 'BackupNotFound,SysOps.Commands.RestoreSystemBackupCommand'
    }
}
