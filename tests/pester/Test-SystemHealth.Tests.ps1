BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module (Join-Path $PSScriptRoot '../../SysOps.psd1') -Force
    Import-Module (Join-Path $PSScriptRoot 'DemoSystem.psm1') -Force

    $system = New-DemoSystem @{ externalServices = @(@{ name = 'vectors'; kind = 'Tcp'; address = "127.0.0.1:$(Get-RefusedPort)" }) }
    $path = $system.Configuration
}

AfterAll { Remove-DemoSystem $system }

Describe 'Test-SystemHealth' {
    It 'writes exactly one Boolean for <Name> at worst <AtWorst>: <Expected>' -ForEach @(
        @{ Name = 'database'; AtWorst = 'Healthy'; Expected = $true }
        @{ Name = 'database', 'vectors'; AtWorst = 'Unknown'; Expected = $false }
        @{ Name = 'database', 'vectors'; AtWorst = 'Unhealthy'; Expected = $true }
        @{ Name = 'cache'; AtWorst = 'NotConfigured'; Expected = $true }
    ) {
        $answer = @(Test-SystemHealth -Name $Name -AtWorst $AtWorst -ConfigurationPath $path)

        $answer | Should -HaveCount 1
        $answer[0] | Should -BeOfType ([bool])
        $answer[0] | Should -Be $Expected
    }

    It 'accepts a degraded system unless told otherwise' {
        $degraded = [pscustomobject] @{ Name = 'cpu'; Status = 'Degraded' }

        $degraded | Test-SystemHealth | Should -BeTrue
        $degraded | Test-SystemHealth -AtWorst Healthy | Should -BeFalse
    }

    It 'tests what is piped, a summary too, and probes nothing by itself' {
        $health = Get-SystemHealth -ConfigurationPath $path -Name database, vectors

        $health | Test-SystemHealth | Should -BeFalse
        $health | Where-Object Name -eq database | Test-SystemHealth | Should -BeTrue
        Get-SystemHealth -Summary -ConfigurationPath $path -Name database | Test-SystemHealth | Should -BeTrue
        Test-SystemHealth -InputObject $health[0] | Should -BeTrue
    }

    It 'is false with a warning when there is nothing to test' {
        $answer = @() | Test-SystemHealth -WarningVariable warnings -WarningAction SilentlyContinue

        $answer | Should -BeFalse
        $warnings | Should -HaveCount 1
    }

    It 'refuses what is no health, and says what to pipe' {
        $problem = { Get-Process -Id $PID | Test-SystemHealth } | Should -Throw -ErrorId 'HealthInputInvalid,*' -PassThru

        "$problem" | Should -Match 'Get-SystemHealth'
    }

    It 'completes the names of statuses' {
        $line = 'Test-SystemHealth -AtWorst Un'

        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'Unhealthy', 'Unknown'
    }
}
