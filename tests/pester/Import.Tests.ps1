BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot '../../SysOps.psd1') -Force
    $cmdlets = (Get-Command -Module SysOps).Name | ForEach-Object { @{ Cmdlet = $_ } }
}

BeforeAll {
    Set-StrictMode -Version Latest
    $manifest = (Resolve-Path (Join-Path $PSScriptRoot '../../SysOps.psd1')).Path
    Import-Module $manifest -Force
    Import-Module (Join-Path $PSScriptRoot 'DemoSystem.psm1') -Force

    $system = New-DemoSystem @{ externalServices = @(@{ name = 'vectors'; kind = 'Tcp'; address = "127.0.0.1:$(Get-RefusedPort)" }) }
    $path = $system.Configuration

    # What comes back from elsewhere must be found by its status, tested, and shown as if it were from here.
    function Assert-Copy($Health) {
        ($Health | Where-Object Status -eq Unhealthy).Name | Should -Be 'vectors'
        ($Health | Where-Object Category -eq Database).Name | Should -Be 'database'
        ($Health | Where-Object Name -eq vectors).Alerts[0].Severity | Should -Be 'Critical'
        $Health | Test-SystemHealth | Should -BeFalse
        ($Health | Out-String -Width 80 | ConvertFrom-AnsiText)[1] | Should -Match '^Name +Category +Status +Latency +Message'
    }
}

AfterAll { Remove-DemoSystem $system }

Describe 'The module' {
    It 'exports the cmdlets of its manifest, and again with -Force' {
        foreach ($import in 1..3) {
            Import-Module $manifest -Force
            (Get-Command -Module SysOps).Name | Sort-Object | Should -Be ((Import-PowerShellDataFile $manifest).CmdletsToExport | Sort-Object)
            (Get-SystemHealth -Name database -ConfigurationPath $path).Status | Should -Be 'Healthy'
        }
    }

    It 'keeps its help when it is imported again' {
        Import-Module $manifest -Force

        (Get-Help Get-SystemHealth).description.Text -join '' | Should -Not -BeNullOrEmpty
    }

    It 'is imported by a session of strict mode that stops at every error' {
        & pwsh -NoProfile -NonInteractive -Command "Set-StrictMode -Version Latest; `$ErrorActionPreference = 'Stop'; Import-Module '$manifest'; Import-Module '$manifest' -Force; Get-SystemHealth -Name database, vectors -ConfigurationPath '$path' | Out-String -Width 80; (Get-SystemHealth -Summary -ConfigurationPath '$path' | Out-String).Length -gt 0; if (`$Error.Count) { `$Error; exit 5 }" | Out-Null

        $LASTEXITCODE | Should -Be 0
    }

    It 'runs beside older versions of its libraries that the session loaded first' {
        $older = Join-Path $PSScriptRoot '../SysOps.Neighbour/bin/Debug/net10.0'
        $beside = Set-DemoFile (Join-Path $system.Folder 'neighbour.json') (@{
                database = @{ connectionString = "Host=127.0.0.1;Port=$(Get-RefusedPort);Username=x" }
                cache = @{ connectionString = "127.0.0.1:$(Get-RefusedPort)" }
            } | ConvertTo-Json)
        $facts = pwsh -NoProfile -NonInteractive -Command "
            Add-Type -Path '$older/Microsoft.Extensions.Logging.Abstractions.dll', '$older/Npgsql.dll', '$older/StackExchange.Redis.dll'
            Import-Module '$manifest'
            Get-SystemHealth -Name database, cache -ConfigurationPath '$beside' | ForEach-Object { `"`$(`$_.Name) `$(`$_.Status)`" }
            [System.AppDomain]::CurrentDomain.GetAssemblies().GetName() | Where-Object Name -in Npgsql, StackExchange.Redis | Sort-Object Name, Version | ForEach-Object { `"`$(`$_.Name) `$(`$_.Version.Major)`" }
            [Npgsql.NpgsqlConnection].Assembly.GetName().Version.Major"

        $facts | Should -Be 'database Unhealthy', 'cache Unhealthy', 'Npgsql 8', 'Npgsql 10', 'StackExchange.Redis 2', 'StackExchange.Redis 3', '8'
    }

    It 'runs in a second runspace' {
        $shell = [powershell]::Create()
        try {
            $health = $shell.AddScript('param($manifest, $path) Import-Module $manifest; Get-SystemHealth -Name database, vectors -ConfigurationPath $path').AddArgument($manifest).AddArgument($path).Invoke()

            $shell.HadErrors | Should -BeFalse
            Assert-Copy $health
        }
        finally {
            $shell.Dispose()
        }
    }

    It 'runs in a job of another process, whose objects are found by their status' {
        $job = Start-Job { Import-Module $using:manifest; Get-SystemHealth -Name database, vectors -ConfigurationPath $using:path }
        try {
            $health = $job | Receive-Job -Wait -ErrorAction Stop

            $health[0].PSObject.TypeNames[0] | Should -Be 'Deserialized.SysOps.Health.ComponentHealth'
            Assert-Copy $health
        }
        finally {
            $job | Remove-Job -Force
        }
    }

    It 'runs in a thread job' {
        $job = Start-ThreadJob { Import-Module $using:manifest; Get-SystemHealth -Name database, vectors -ConfigurationPath $using:path }
        try {
            Assert-Copy ($job | Receive-Job -Wait -ErrorAction Stop)
        }
        finally {
            $job | Remove-Job -Force
        }
    }

    It 'runs side by side in ForEach-Object -Parallel' {
        $health = 1..4 | ForEach-Object -Parallel { Import-Module $using:manifest; Get-SystemHealth -Name database -ConfigurationPath $using:path } -ThrottleLimit 4

        $health | Should -HaveCount 4
        $health.Status | Sort-Object -Unique | Should -Be 'Healthy'
    }

    It 'writes objects that come back whole from a file' {
        $file = Join-Path $system.Folder 'health.xml'
        Get-SystemHealth -Name database, vectors -ConfigurationPath $path | Export-Clixml $file

        Assert-Copy (Import-Clixml $file)

        Get-SystemHealth -Summary -Name database, vectors -ConfigurationPath $path | Export-Clixml $file
        $summary = Import-Clixml $file
        $summary.Status | Should -Be 'Unhealthy'
        ($summary | Out-String -Width 80 | ConvertFrom-AnsiText) -match '^demo is Unhealthy' | Should -HaveCount 1
    }

    It 'completes components, categories and parameters at the prompt' {
        $env:SYSOPS_CONFIG = $path
        try {
            (TabExpansion2 ($line = 'Get-SystemHealth -Name vec') $line.Length).CompletionMatches.CompletionText | Should -Be 'vectors'
            (TabExpansion2 ($line = 'Get-SystemHealth -Category Ext') $line.Length).CompletionMatches.CompletionText | Should -Be 'ExternalService'
            (TabExpansion2 ($line = 'Get-SystemHealth -Comp') $line.Length).CompletionMatches.CompletionText | Should -Be '-Component'
        }
        finally {
            $env:SYSOPS_CONFIG = $null
        }
        (TabExpansion2 ($line = "Get-SystemHealth -ConfigurationPath '$path' -Name d") $line.Length).CompletionMatches.CompletionText | Should -Contain 'database'
    }
}

Describe 'Its help' {
    It 'is complete for <Cmdlet>' -ForEach $cmdlets {
        $help = Get-Help $Cmdlet -Full

        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.description.Text -join '' | Should -Not -BeNullOrEmpty
        @($help.examples.example).Count | Should -BeGreaterOrEqual 3
        $help.inputTypes.inputType.type.name | Should -Not -BeNullOrEmpty
        $help.returnValues.returnValue.type.name | Should -Not -BeNullOrEmpty
        $help.alertSet.alert.Text -join '' | Should -Not -BeNullOrEmpty
        $help.relatedLinks.navigationLink.linkText | Should -Not -BeNullOrEmpty
        $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters
        foreach ($parameter in (Get-Command $Cmdlet).Parameters.Keys | Where-Object { $_ -notin $common }) {
            (Get-Help $Cmdlet -Parameter $parameter).description.Text -join '' | Should -Not -BeNullOrEmpty -Because "-$parameter is described"
        }
    }

    It 'has the topic <_>' -ForEach 'about_SysOps', 'about_SysOps_Configuration', 'about_SysOps_Errors', 'about_SysOps_Health' {
        Get-Help $_ | Should -Match $_
        (Get-Help about_SysOps*).Name | Should -Contain $_
    }
}
