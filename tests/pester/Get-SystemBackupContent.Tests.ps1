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

Describe 'Get-SystemBackupContent' {
    It 'lists entries with typed values' {
        $entry = $backup | Get-SystemBackupContent -Path 'papers/*'

        $entry.Path | Should -Be 'papers/notes.txt'
        $entry.Kind | Should -Be 'File'
        $entry.SizeBytes | Should -BeOfType ([long])
        $entry.Sha256 | Should -Be (Get-FileHash -LiteralPath (Join-Path $system.Folder 'workspaces/papers/notes.txt')).Hash
        $entry.Modified | Should -Be (Get-Item -LiteralPath (Join-Path $system.Folder 'workspaces/papers/notes.txt')).LastWriteTime
    }

    It 'shows them like a listing, by component' {
        $lines = $backup | Get-SystemBackupContent -Component Workspaces | Out-String -Width 80 | ConvertFrom-AnsiText

        $lines | Should -Contain "   Content: workspaces of $($backup.Name)"
        $lines[-3] | Should -Match '^0\d{3} +\d+ B \d{4}-\d\d-\d\d \d\d:\d\d papers/notes\.txt$'
    }

    It 'ends when its reader has enough' {
        @($backup | Get-SystemBackupContent | Select-Object -First 1).Count | Should -Be 1
        (New-SystemBackup Workspaces -ConfigurationPath $path -LockTimeout 0s).Status | Should -Be 'Complete'
    }

    It 'completes names with age and size' {
        $completed = (TabExpansion2 "Get-SystemBackupContent -ConfigurationPath '$path' -Name 2").CompletionMatches

        $completed.CompletionText | Should -Contain $backup.Name
        $completed[0].ToolTip | Should -Match 'Complete, .* ago'
    }
}
