BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module (Join-Path $PSScriptRoot '../../SysOps.psd1') -Force
    Import-Module (Join-Path $PSScriptRoot 'DemoSystem.psm1') -Force
}

Describe 'Copy-SystemBackup' {
    BeforeEach {
        $system = New-DemoWorkspaces
        $PSDefaultParameterValues['*-SystemBackup:ConfigurationPath'] = $system.Configuration
        $full, $child = 1..2 | ForEach-Object { New-SystemBackup -Component Workspaces -Tag nightly }
        $second = Join-Path $system.Folder 'second'
    }

    AfterEach {
        $PSDefaultParameterValues.Remove('*-SystemBackup:ConfigurationPath')
        Remove-DemoSystem $system
    }

    It 'copies by name with all that the backup builds on' {
        $copies = Copy-SystemBackup $child.Name $second

        $copies.Name | Should -Be $full.Name, $child.Name
        $copies.Id | Should -Be $full.Id, $child.Id
        (Get-SystemBackup -Repository $second -Tag nightly).Name | Should -Be $child.Name, $full.Name
    }

    It 'copies from the pipeline, and the copies are tested in turn' {
        $results = Get-SystemBackup | Copy-SystemBackup -Destination $second | Test-SystemBackup

        $results.Result | Should -Be 'Passed', 'Passed'
        $results.Path | Should -Be (Join-Path $second $full.Name), (Join-Path $second $child.Name)
        Get-SystemBackup | Where-Object Verified | Should -BeNullOrEmpty
    }

    It 'starts a relative destination at the location' {
        Push-Location $system.Folder
        try { (Copy-SystemBackup $full.Name other).Path | Should -Be (Join-Path $system.Folder "other/$($full.Name)") }
        finally { Pop-Location }
    }

    It 'changes nothing with -WhatIf' {
        (Copy-SystemBackup $child.Name $second -WhatIf).Status | Should -Be 'Planned', 'Planned'
        Test-Path -LiteralPath $second | Should -BeFalse
    }

    It 'ends the script with -ErrorAction Stop' {
        Remove-Item -LiteralPath $full.Path -Recurse -Force
        { Copy-SystemBackup $child.Name $second -ErrorAction Stop } | Should -Throw -ErrorId 'BackupCorrupt,*'
    }
}
