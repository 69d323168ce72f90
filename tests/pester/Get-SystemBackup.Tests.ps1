BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module (Join-Path $PSScriptRoot '../../SysOps.psd1') -Force

    # A backup as the format says, by hand: its manifest is all that a list reads.
    function Add-DemoBackup {
        param([string] $Repository, [int] $Sequence, [DateTime] $Created, [string[]] $Kind, [string[]] $Tag)

        $time = $Created.ToUniversalTime()
        $name = '{0:yyyyMMddTHHmmss.fff}Z-{1:x4}' -f $time, $Sequence
        $folder = New-Item -ItemType Directory -Path (Join-Path $Repository $name)
        $components = foreach ($one in $Kind) {
            @{
                name = $one.ToLowerInvariant(); kind = $one; status = 'Complete'; sizeBytes = 5GB; storedBytes = 1MB; fileCount = 7
                started = '{0:yyyy-MM-ddTHH:mm:ss.fff}Z' -f $time; finished = '{0:yyyy-MM-ddTHH:mm:ss.fff}Z' -f $time.AddSeconds(9); files = @()
            }
        }
        @{
            formatVersion = 1; id = [Guid]::NewGuid(); name = $name; sequence = $Sequence; status = 'Complete'
            created = '{0:yyyy-MM-ddTHH:mm:ss.fff}Z' -f $time; host = 'host7'; systemName = 'shop'; duration = '00:00:09'
            consistency = 'DatabaseFirst'; chainLength = 1; tools = @{}; components = @($components); files = @(); warnings = @(); problems = @()
        } | ConvertTo-Json -Depth 5 | Set-Content -LiteralPath (Join-Path $folder 'manifest.json')
        if ($Tag) { @{ pinned = $false; tags = $Tag } | ConvertTo-Json | Set-Content -LiteralPath (Join-Path $folder 'labels.json') }
        $name
    }

    $repository = [System.IO.Directory]::CreateTempSubdirectory('sysops-pester-').FullName
    @{ formatVersion = 1; id = [Guid]::NewGuid() } | ConvertTo-Json | Set-Content -LiteralPath (Join-Path $repository 'repository.json')
    $now = Get-Date
    $old = Add-DemoBackup $repository 1 $now.AddDays(-30) Database release-1
    $damaged = Add-DemoBackup $repository 2 $now.AddDays(-2) Database
    $newest = Add-DemoBackup $repository 3 $now.AddHours(-3) Workspaces, Configuration nightly
    Set-Content -LiteralPath (Join-Path $repository $damaged 'manifest.json') -Value '{ "formatVersion": 1'
}

AfterAll { Remove-Item -LiteralPath $repository -Recurse -Force }

Describe 'Get-SystemBackup' {
    It 'lists all, the newest first, and a damaged one with its reason' {
        $backups = Get-SystemBackup -Repository $repository

        $backups.Name | Should -Be $newest, $damaged, $old
        $backups.Status | Should -Be 'Complete', 'Damaged', 'Complete'
        $backups[1].Reason | Should -Match '^manifest\.json is damaged at '
    }

    It 'writes typed values in local time' {
        $backup = Get-SystemBackup -Repository $repository -Latest

        $backup.Created | Should -BeOfType ([DateTime])
        $backup.Created.Kind | Should -Be 'Local'
        ($now - $backup.Created).TotalHours | Should -BeGreaterThan 2.9
        $backup.SizeBytes | Should -BeOfType ([long])
        $backup.Components[0].Duration | Should -Be ([TimeSpan]::FromSeconds(9))
        "$backup" | Should -Be $newest
    }

    It 'takes <Condition>' -ForEach @(
        @{ Condition = '-After 7d'; Expected = 2 }
        @{ Condition = '-Before 7d'; Expected = 1 }
        @{ Condition = '-After (Get-Date).AddDays(-7)'; Expected = 2 }
        @{ Condition = '-Before 2000-01-01'; Expected = 0 }
        @{ Condition = '-Tag night*'; Expected = 1 }
        @{ Condition = '-Component Database'; Expected = 1 }
        @{ Condition = '-Name *'; Expected = 3 }
    ) {
        @(Invoke-Expression "Get-SystemBackup -Repository '$repository' $Condition") | Should -HaveCount $Expected
    }

    It 'is an error for a name that is not there, and still writes the others' {
        $backups = Get-SystemBackup -Repository $repository -Name $old, '20200101T000000.000Z-0000' -ErrorVariable problems -ErrorAction SilentlyContinue

        $backups.Name | Should -Be $old
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'BackupNotFound,*'
    }

    It 'is an error when there is no repository' {
        { Get-SystemBackup -Repository (Join-Path $repository 'none') -ErrorAction Stop } | Should -Throw -ErrorId 'BackupRepositoryNotFound,*'
    }

    It 'completes names, with age and size as the tooltip' {
        $line = "Get-SystemBackup -Repository '$repository' -Name $($newest.Substring(0, 8))"
        $match = (TabExpansion2 $line $line.Length).CompletionMatches | Where-Object CompletionText -eq $newest

        $match.ToolTip | Should -Match '^Complete, 3h \d+m ago, 0 B: workspaces, configuration$'
    }

    It 'shows one line each in 80 columns' {
        $lines = (Get-SystemBackup -Repository $repository | Out-String -Width 80) -replace '\e\[[0-9;]*m', '' -split '\r?\n' | Where-Object { $_ }

        $lines | Should -HaveCount 5
        $lines | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 }
        $lines[2] | Should -Match "^$newest +3h 0m Complete +0 B workspaces, config\s*$"
        $lines[3] | Should -Match "^$damaged +2d 0h Damaged +manifest\.json is d"
        $lines[4] | Should -Match "^$old +30d 0h Complete +0 B db\s*$"
    }

    It 'shows all that is known as a list' {
        $text = (Get-SystemBackup -Repository $repository -Latest | Format-List | Out-String -Width 120) -replace '\e\[[0-9;]*m', ''

        $text | Should -Match 'System +: shop on host7'
        $text | Should -Match 'Size +: 0 B stored of 10 GiB in 14 files'
        $text | Should -Match 'Parent +: none: a full backup'
        $text | Should -Match 'Tags +: nightly'
        $text | Should -Match 'Components +: workspaces Complete, configuration Complete'
        $text | Should -Not -Match 'Reason|Problems|Warnings'
    }

    It 'is found by its status after a job' {
        $copies = Start-Job { Import-Module $using:PSScriptRoot/../../SysOps.psd1; Get-SystemBackup -Repository $using:repository } | Receive-Job -Wait -AutoRemoveJob

        ($copies | Where-Object Status -eq Damaged).Name | Should -Be $damaged
    }
}
