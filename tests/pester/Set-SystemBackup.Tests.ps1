BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module (Join-Path $PSScriptRoot '../../SysOps.psd1') -Force
    Import-Module (Join-Path $PSScriptRoot 'DemoSystem.psm1') -Force
}

Describe 'Set-SystemBackup' {
    BeforeEach {
        $system = New-DemoWorkspaces
        $PSDefaultParameterValues['*-SystemBackup:ConfigurationPath'] = $system.Configuration
        $backup = New-SystemBackup -Tag nightly
    }

    AfterEach {
        $PSDefaultParameterValues.Remove('*-SystemBackup:ConfigurationPath')
        Remove-DemoSystem $system
    }

    It 'changes by name what is named, and leaves the rest' {
        $set = Set-SystemBackup $backup.Name -AddTag kept -Description 'of the move' -PassThru

        $set.Tags | Should -Be 'nightly', 'kept'
        $set.Description | Should -Be 'of the move'
        (Get-SystemBackup).Tags | Should -Be 'nightly', 'kept'
    }

    It 'pins from the pipeline, and the backup is still sound' {
        $backup | Set-SystemBackup -Pin | Should -BeNullOrEmpty

        (Get-SystemBackup).Pinned | Should -BeTrue
        $backup | Test-SystemBackup -Quiet | Should -BeTrue
        { Remove-SystemBackup $backup.Name -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'BackupRemovalRefused,*'
    }

    It 'changes nothing with -WhatIf' {
        (Set-SystemBackup $backup.Name -Pin -PassThru -WhatIf).Pinned | Should -BeTrue
        (Get-SystemBackup).Pinned | Should -BeFalse
    }

    It 'ends the script with -ErrorAction Stop' {
        { Set-SystemBackup 20200101T000000.000Z-0000 -Pin -ErrorAction Stop } | Should -Throw -ErrorId 'BackupNotFound,*'
    }

    It 'shows the pin, the tags and the last test in a list' {
        $null = $backup | Test-SystemBackup
        $backup | Set-SystemBackup -Pin
        $text = (Get-SystemBackup | Format-List | Out-String) -replace '\e\[[0-9;]*m', ''

        $text | Should -Match 'Tags +: nightly, \(pinned\)'
        $text | Should -Match 'Verified +: .+ \(Full\)'
    }
}
