BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module (Join-Path $PSScriptRoot '../../SysOps.psd1') -Force
}

Describe 'Invoke-LogRotation' {
    BeforeEach {
        $folder = [System.IO.Directory]::CreateTempSubdirectory('sysops-pester-').FullName
        $log = Join-Path $folder 'api.log'
        $state = Join-Path $folder 'state'
        Set-Content -LiteralPath $log -Value 'a line'
        Set-Content -LiteralPath (Join-Path $folder 'small.log') -Value ''
        if (-not $IsWindows) { chmod 640 $log }
    }

    AfterEach {
        Remove-Item -LiteralPath $folder -Recurse -Force
    }

    It 'rotates what has its size, and leaves a new log' {
        $results = Invoke-LogRotation $folder -MinimumSize 5 -Compression None -StatePath $state

        ($results | Where-Object Action -eq Rotated).Path | Should -Be $log
        ($results | Where-Object Action -eq Skipped).Reason | Should -Be 'smaller than its size'
        Get-Content "$log.1" | Should -Be 'a line'
        (Get-Item $log).Length | Should -Be 0
        (Get-Item $log).UnixMode | Should -Be '-rw-r-----'
    }

    It 'runs the script block with each result' {
        $null = Invoke-LogRotation $log -Force -StatePath $state -PostRotate { Set-Content -LiteralPath "$($_.Path).told" -Value $_.RotatedTo }

        Get-Content "$log.told" | Should -Be "$log.1"
    }

    It 'makes an error in the script block one of the log' {
        $results = Invoke-LogRotation $log -Force -StatePath $state -PostRotate { throw 'nobody listens' } -ErrorAction SilentlyContinue -ErrorVariable failures

        $results.Action | Should -Be 'Failed'
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'LogRotationFailed,*'
        $failures[0].Exception.Message | Should -BeLike '*nobody listens*'
        Get-Content "$log.1" | Should -Be 'a line'
    }

    It 'plans the same with -WhatIf, and changes nothing' {
        $planned = Invoke-LogRotation $log -Force -StatePath $state -WhatIf
        (Get-ChildItem -LiteralPath $folder).Count | Should -Be 2
        $done = Invoke-LogRotation $log -Force -StatePath $state

        $planned.Action | Should -Be 'Planned'
        $planned.RotatedTo | Should -Be $done.RotatedTo
        $done.RotatedTo | Should -Be "$log.1.gz"
    }

    It 'does what a configuration of logrotate says' {
        $configuration = Join-Path $folder 'conf'
        Set-Content -LiteralPath $configuration -Value "$log {", '  size 1', '  rotate 1', '  nonsense 3', '}', "$folder/none.log {", '}'
        chmod 644 $configuration
        $results = Invoke-LogRotation -LogrotateConfiguration $configuration -StatePath $state -ErrorAction SilentlyContinue -ErrorVariable failures -WarningVariable warnings -WarningAction SilentlyContinue

        ($results | Where-Object Path -eq $log).Action | Should -Be 'Rotated'
        $warnings | Should -Be "${configuration}:4: unknown directive 'nonsense': the line was left out."
        $failures[0].Exception.Message | Should -BeLike '*none.log*does not exist*'
    }
}
