BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module (Join-Path $PSScriptRoot '../../SysOps.psd1') -Force
    Import-Module (Join-Path $PSScriptRoot 'DemoSystem.psm1') -Force

    $system = New-DemoSystem @{ workspaces = @{ path = 'workspaces' }; backups = @{ path = 'backups' } }
    $path = $system.Configuration
    $null = New-Item -ItemType Directory -Path (Join-Path $system.Folder 'workspaces/papers') -Force
    Set-Content -LiteralPath (Join-Path $system.Folder 'workspaces/papers/notes.txt') -Value 'Documents.'
    $backup = New-SystemBackup -ConfigurationPath $path -WarningAction SilentlyContinue
}

AfterAll { Remove-DemoSystem $system }

Describe 'Test-SystemBackup' {
    It 'passes a sound backup, component by component' {
        $result = $backup | Test-SystemBackup

        $result.Result | Should -Be 'Passed'
        $result.Components.Result | Should -Be 'Passed', 'Passed', 'Passed'
        @($result.Findings).Count | Should -Be 0
        $result.TestedPercent | Should -Be 100
        Test-SystemBackup $backup.Name -ConfigurationPath $path -Quiet | Should -BeTrue
    }

    It 'shows its result within 80 columns' {
        ($backup | Test-SystemBackup | Out-String -Width 80 | ConvertFrom-AnsiText)[3] | Should -Match "^$($backup.Name) Passed +100 % +\S+ s none"
    }

    It 'restores it for a drill, and tells how long that took within 80 columns' {
        $result = $backup | Test-SystemBackup -Drill -ConfigurationPath $path

        $result.Result | Should -Be 'Passed'
        $result.Drilled | Should -BeTrue
        $result.RestoreDuration | Should -BeGreaterThan ([timespan]::Zero)
        $result.Age | Should -BeGreaterThan ([timespan]::Zero)
        $lines = $result | Out-String -Width 80 | ConvertFrom-AnsiText
        $lines[3] | Should -Match "^$($backup.Name) Passed +100 % +\S+ s restored in"
        $lines | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 }
        $backup | Test-SystemBackup -Drill -WhatIf | Should -BeNullOrEmpty
    }

    It 'takes a backup that came from a job' {
        Start-Job { param($Manifest, $Path) Import-Module $Manifest; Get-SystemBackup -ConfigurationPath $Path } -ArgumentList (Join-Path $PSScriptRoot '../../SysOps.psd1'), $path | Receive-Job -Wait -AutoRemoveJob | Test-SystemBackup -Quiet | Should -BeTrue
    }

    It 'is filtered by its result after a copy' {
        $copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize(($backup | Test-SystemBackup)))

        ($copy | Where-Object Result -eq Passed).Components | Where-Object Kind -eq Workspaces | Should -HaveCount 1
    }

    It 'finds a byte that changed, and says where' {
        $damaged = New-SystemBackup -ConfigurationPath $path -Component Workspaces
        $file = Join-Path $damaged.Path 'workspaces.tar.zst'
        $bytes = [System.IO.File]::ReadAllBytes($file)
        $bytes[$bytes.Length / 2] = $bytes[$bytes.Length / 2] -bxor 1
        [System.IO.File]::WriteAllBytes($file, $bytes)

        $result = $damaged | Test-SystemBackup

        $result.Result | Should -Be 'Failed'
        $result.Findings.File | Should -Contain 'workspaces.tar.zst'
        $damaged | Test-SystemBackup -Quiet | Should -BeFalse
        ($result.Findings | Out-String -Width 80 | ConvertFrom-AnsiText)[1] | Should -Match '^Component +File +Finding'
    }

    It 'is false for no backup at all' {
        Get-SystemBackup -ConfigurationPath $path -Tag none | Test-SystemBackup -Quiet | Should -BeFalse
    }
}
