BeforeAll {
    Set-StrictMode -Version Latest
    Import-Module (Join-Path $PSScriptRoot '../../SysOps.psd1') -Force
    Import-Module (Join-Path $PSScriptRoot 'DemoSystem.psm1') -Force

    $listener = New-DemoListener
    $open = $listener.LocalEndpoint.Port
    $refused = Get-RefusedPort
    $system = New-DemoSystem @{
        externalServices = @(
            @{ name = 'mail'; kind = 'Tcp'; address = "127.0.0.1:$open" }
            @{ name = 'vectors'; kind = 'Tcp'; address = "127.0.0.1:$refused" }
        )
        # Readings of a machine under test are no faults of the test.
        resources = @{ cpu = $null; memory = $null; disk = $null; inodes = $null; openFiles = $null; networkErrors = $null }
    }
    $path = $system.Configuration
}

AfterAll {
    $listener.Dispose()
    Remove-DemoSystem $system
}

Describe 'Get-SystemHealth' {
    Context 'a demo system' {
        It 'writes one object for each component, in the order of the configuration' {
            $health = Get-SystemHealth -ConfigurationPath $path

            ($health | Select-Object -First 4).Name | Should -Be 'database', 'cache', 'mail', 'vectors'
            $health.Name | Should -Contain 'cpu'
            $health.Name | Should -Contain 'memory'
            $health.Name | Should -Contain 'network'
            $health[0].PSObject.TypeNames[0] | Should -Be 'SysOps.Health.ComponentHealth'
            $health.ComputerName | Sort-Object -Unique | Should -Be ([Environment]::MachineName)
        }

        It 'says how each is' {
            $health = Get-SystemHealth -ConfigurationPath $path -Name database, cache, mail, vectors, memory

            $health | ForEach-Object { "$($_.Name) $($_.Status)" } | Should -Be 'database Healthy', 'cache NotConfigured', 'mail Healthy', 'vectors Unhealthy', 'memory Healthy'
        }

        It 'gives checks, typed figures and times that compose' {
            $database = Get-SystemHealth -ConfigurationPath $path -Name database

            $database.Checks | Where-Object Name -eq 'query' | ForEach-Object Status | Should -Be 'Healthy'
            $database.Metrics.SizeBytes | Should -BeGreaterThan 0
            $database.Latency | Should -BeOfType ([TimeSpan])
            (Get-Date) - $database.Timestamp | Should -BeLessThan ([TimeSpan]::FromMinutes(1))
            $database.Error | Should -BeNullOrEmpty
        }

        It 'agrees with what the system says about its memory' -Skip:(-not $IsLinux) {
            $memory = Get-SystemHealth -ConfigurationPath $path -Name memory
            $total = [long] ((Select-String -Path /proc/meminfo -Pattern '^MemTotal:\s+(\d+) kB').Matches[0].Groups[1].Value) * 1KB

            $memory.Metrics.TotalBytes | Should -BeLessOrEqual $total
            $memory.Metrics.TotalBytes | Should -BeGreaterThan 0
        }

        It 'reports a refused port with the reason, as an alert and not as an error' {
            $vectors = Get-SystemHealth -ConfigurationPath $path -Name vectors -ErrorVariable problems

            $problems | Should -BeNullOrEmpty
            $vectors.Error | Should -Match "127.0.0.1:$refused"
            $vectors.Alerts[0].Severity | Should -Be 'Critical'
        }

        It 'filters, sorts, groups and selects as any object' {
            $health = Get-SystemHealth -ConfigurationPath $path

            ($health | Where-Object Status -eq Unhealthy).Name | Should -Be 'vectors'
            ($health | Where-Object Status -ge Degraded).Name | Should -Be 'vectors'
            ($health | Sort-Object Status -Descending | Select-Object -First 1).Name | Should -Be 'vectors'
            ($health | Group-Object Category | Where-Object Name -eq ExternalService).Count | Should -Be 2
            ($health | Select-Object Name, Status)[0].Name | Should -Be 'database'
        }

        It 'becomes JSON with its status' {
            $json = Get-SystemHealth -ConfigurationPath $path -Name database | ConvertTo-Json -Depth 5 -EnumsAsStrings | ConvertFrom-Json

            $json.Name | Should -Be 'database'
            $json.Status | Should -Be 'Healthy'
            $json.Checks[0].Name | Should -Not -BeNullOrEmpty
        }
    }

    Context 'choosing components' {
        It 'takes <Arguments>' -ForEach @(
            @{ Arguments = 'memory'; Names = @('memory') }
            @{ Arguments = '-Name MEM*'; Names = @('memory') }
            @{ Arguments = '-Component cache, database'; Names = @('database', 'cache') }
            @{ Arguments = '-Category ExternalService'; Names = @('mail', 'vectors') }
            @{ Arguments = '-Category Database, Cache -Name d*'; Names = @('database') }
        ) {
            (Invoke-Expression "Get-SystemHealth $Arguments -ConfigurationPath '$path'").Name | Should -Be $Names
        }

        It 'names a component that there is not, and probes the others' {
            $found = Get-SystemHealth -ConfigurationPath $path -Name memroy, memory -ErrorAction SilentlyContinue -ErrorVariable problems

            $found.Name | Should -Be 'memory'
            $problems.Count | Should -Be 1
            $problems[0].FullyQualifiedErrorId | Should -BeLike 'ComponentNotFound,*'
            $problems[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
            $problems[0].TargetObject | Should -Be 'memroy'
        }

        It 'stops at such a name with -ErrorAction Stop' {
            { Get-SystemHealth -ConfigurationPath $path -Name memroy, memory -ErrorAction Stop } | Should -Throw -ErrorId 'ComponentNotFound,*'
        }
    }

    Context 'a host that never answers' {
        BeforeAll {
            $hole = New-DemoSystem @{
                database = @{ connectionString = "Host=127.0.0.1;Port=$open;Username=nobody;Database=none"; timeout = '60s' }
                externalServices = @(@{ name = 'mail'; kind = 'Tcp'; address = "127.0.0.1:$open" })
            }
        }

        AfterAll { Remove-DemoSystem $hole }

        It 'costs its time limit and hides no other component' {
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $health = Get-SystemHealth -ConfigurationPath $hole.Configuration -Name database, mail -Timeout 1s

            $watch.Elapsed | Should -BeLessThan ([TimeSpan]::FromSeconds(10))
            $health[0].Status | Should -Be 'Unhealthy'
            $health[0].Error | Should -BeLike 'No answer within 1 s while connecting to 127.0.0.1:*'
            $health[1].Status | Should -Be 'Healthy'
        }

        It 'is not waited for when Select-Object has enough' {
            $late = New-DemoSystem @{
                externalServices = @(
                    @{ name = 'first'; kind = 'Tcp'; address = "127.0.0.1:$open" }
                    @{ name = 'never'; url = "http://127.0.0.1:$open/"; timeout = '60s' }
                )
            }
            try {
                $watch = [System.Diagnostics.Stopwatch]::StartNew()
                (Get-SystemHealth -ConfigurationPath $late.Configuration | Select-Object -First 1).Name | Should -Be 'database'
                (Get-SystemHealth -ConfigurationPath $late.Configuration -Name first, never | Select-Object -First 1).Name | Should -Be 'first'
                $watch.Elapsed | Should -BeLessThan ([TimeSpan]::FromSeconds(30))
            }
            finally {
                Remove-DemoSystem $late
            }
        }
    }

    Context 'the configuration' {
        It 'tells all errors of a file at once, each at its place' {
            $wrong = Set-DemoFile (Join-Path $system.Folder 'wrong.json') "{`n  `"database`": { `"provider`": `"Oracle`" },`n  `"resources`": { `"cpu`": `"much`" }`n}"

            $problem = { Get-SystemHealth -ConfigurationPath $wrong } | Should -Throw -ErrorId 'ConfigurationInvalid,*' -PassThru

            "$problem" | Should -Match ([regex]::Escape("$wrong(2,"))
            "$problem" | Should -Match ([regex]::Escape("$wrong(3,"))
            $problem.TargetObject | Should -Be $wrong
            ($problem | Out-String | ConvertFrom-AnsiText) -match 'error database.provider:' | Should -HaveCount 1 -Because 'each is said once'
        }

        It 'starts a relative path at the location of the session' {
            Push-Location $system.Folder
            try {
                (Get-SystemHealth -Summary -Name cache -ConfigurationPath ./sysops.json).Name | Should -Be 'demo'
            }
            finally {
                Pop-Location
            }
        }

        It 'takes a path on a drive of the session' {
            $null = New-PSDrive -Name demo -PSProvider FileSystem -Root $system.Folder
            try {
                (Get-SystemHealth -Summary -Name cache -ConfigurationPath demo:/sysops.json).Name | Should -Be 'demo'
            }
            finally {
                Remove-PSDrive demo
            }
        }

        It 'takes wildcard characters in a name as they are' {
            $odd = Set-DemoFile (Join-Path $system.Folder 'sys[ops]*.json') '{ "name": "odd" }'

            (Get-SystemHealth -Summary -Name cache -ConfigurationPath $odd).Name | Should -Be 'odd'
        }

        It 'refuses a path of another provider' {
            { Get-SystemHealth -ConfigurationPath Env:/HOME } | Should -Throw -ErrorId 'PathInvalid,*'
        }

        It 'is found through SYSOPS_CONFIG' {
            $env:SYSOPS_CONFIG = $path
            try {
                (Get-SystemHealth -Summary -Name cache).Name | Should -Be 'demo'
            }
            finally {
                $env:SYSOPS_CONFIG = $null
            }
        }

        It 'shows no secret on any stream' {
            $env:SYSOPS_PESTER_SECRET = 's3cr3t-of-pester'
            $secret = New-DemoSystem @{ database = @{ connectionString = "Host=127.0.0.1;Port=$refused;Username=app"; password = @{ env = 'SYSOPS_PESTER_SECRET' } } }
            try {
                $all = Get-SystemHealth -ConfigurationPath $secret.Configuration -Name database -Verbose -Debug *>&1

                $all | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | Should -Not -BeNullOrEmpty
                $all | Where-Object { $_ -is [System.Management.Automation.DebugRecord] } | Should -Not -BeNullOrEmpty
                ($all | ForEach-Object { "$_"; $_ | ConvertTo-Json -Depth 4 -WarningAction Ignore }) -join "`n" | Should -Not -Match 's3cr3t'
            }
            finally {
                $env:SYSOPS_PESTER_SECRET = $null
                Remove-DemoSystem $secret
            }
        }
    }

    Context 'how it looks' {
        It 'is a table that fits 80 columns' {
            $lines = Get-SystemHealth -ConfigurationPath $path | Out-String -Width 80 | ConvertFrom-AnsiText

            $lines[1] | Should -Match '^Name +Category +Status +Latency +Message'
            $lines | ForEach-Object { $_.Length } | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual 80
            $lines | Where-Object { $_ -match '^database +Database +Healthy' } | Should -HaveCount 1
            $lines | Where-Object { $_ -match "^vectors +External +Unhealthy .*127.0.0.1:$refused" } | Should -HaveCount 1
        }

        It 'is one screen with -Summary' {
            $lines = Get-SystemHealth -Summary -ConfigurationPath $path | Out-String -Width 80 | ConvertFrom-AnsiText

            $lines.Count | Should -BeLessOrEqual 24
            $lines | Where-Object { $_ -match '^demo is Unhealthy' } | Should -HaveCount 1
            $lines | Where-Object { $_ -match 'vectors' } | Should -Not -BeNullOrEmpty
        }
    }
}
