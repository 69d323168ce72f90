BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module (Join-Path $PSScriptRoot '../../SysOps.psd1') -Force
    Import-Module (Join-Path $PSScriptRoot 'DemoSystem.psm1') -Force
}

Describe 'Remove-SystemBackup' {
    BeforeEach {
        $system = New-DemoWorkspaces @{ retention = @{ last = 1 } }
        $PSDefaultParameterValues['*-SystemBackup:ConfigurationPath'] = $system.Configuration
        $first, $second = 1..2 | ForEach-Object { New-SystemBackup -Full }
    }

    AfterEach {
        $PSDefaultParameterValues.Remove('*-SystemBackup:ConfigurationPath')
        Remove-DemoSystem $system
    }

    It 'keeps what a rule keeps, and says why' {
        $decisions = Remove-SystemBackup -Retention -Confirm:$false

        $decisions.Name | Should -Be $second.Name, $first.Name
        $decisions.Outcome | Should -Be 'Kept', 'Removed'
        $decisions[0].Reasons | Should -Contain 'last: 1 of 1'
        $decisions[1].SizeBytes | Should -Be $first.StoredBytes
        (Get-SystemBackup).Name | Should -Be $second.Name
    }

    It 'keeps the last verified one whatever the rules are' {
        $first | Test-SystemBackup -Quiet | Should -BeTrue

        (Remove-SystemBackup -Retention -Confirm:$false).Outcome | Should -Be 'Kept', 'Kept'
        (Get-SystemBackup $first.Name).VerifiedBy | Should -Be 'Full'
    }

    It 'removes from the pipeline' {
        ($first | Remove-SystemBackup -Confirm:$false).Outcome | Should -Be 'Removed'
    }

    It 'changes nothing with -WhatIf' {
        (Remove-SystemBackup -Retention -WhatIf).Outcome | Should -Be 'Planned', 'Planned'
        Get-SystemBackup | Should -HaveCount 2
    }

    It 'is an error that ends the script with -ErrorAction Stop when the last good one is named' {
        Remove-SystemBackup $first.Name -Confirm:$false
        { Remove-SystemBackup $second.Name -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'BackupRemovalRefused,*'
        Get-SystemBackup | Should -HaveCount 1
    }

    It 'shows name, age, size, decision and reasons in 80 columns' {
        $lines = (Remove-SystemBackup -Retention -WhatIf | Out-String -Width 80) -replace '\e\[[0-9;]*m', '' -split '\r?\n' | Where-Object { $_ }

        $lines | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 }
        $lines[2] | Should -Match "^$($second.Name) +\d+s +[\d.]+ (B|KiB) Keep +Planned the newest"
    }
}
