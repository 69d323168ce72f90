<#
.SYNOPSIS
Builds, tests and packs SysOps.

.DESCRIPTION
Runs in pwsh (./build.ps1 Test) and in sysops (dotnet run --project src/SysOps.Shell -- build.ps1 Test). Only the
language, engine commands and .NET are used, as sysops has no others. In sysops the shell itself is not built or
cleaned: it is running, and 'dotnet run' has just built it.

.PARAMETER Task
Build (default), Test, Pester, Bench, Package, Format, Clean or Prerequisites.
#>
param(
    [ValidateSet('Build', 'Test', 'Pester', 'Bench', 'Package', 'Format', 'Clean', 'Prerequisites')]
    [string] $Task = 'Build'
)

$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$inShell = $Host.Name -eq 'SysOps'
$testProjects = 'tests/SysOps.Core.Tests', 'tests/SysOps.Tests', 'tests/SysOps.Servers.Tests'

function Say([string] $Text) { $Host.UI.WriteLine($Text) }

function Invoke-Tool([string] $Program, [string[]] $Arguments) {
    Say "> $Program $($Arguments -join ' ')"
    & $Program @Arguments | Out-Default
    if ($LASTEXITCODE -ne 0) { throw "'$Program $($Arguments -join ' ')' ended with exit code $LASTEXITCODE." }
}

function Get-FullPath([string] $Path) { [System.IO.Path]::GetFullPath($Path, $root) }

# The first of these programs that is on the PATH or in one of the folders; nothing when there is none.
function Find-Program([string] $Name, [string[]] $Folders = @()) {
    $places = @($Folders) + $env:PATH.Split([System.IO.Path]::PathSeparator)
    foreach ($place in $places) {
        if ($place -and [System.IO.File]::Exists([System.IO.Path]::Combine($place, $Name))) { return [System.IO.Path]::Combine($place, $Name) }
    }
}

function Get-PostgresFolder {
    if ([System.IO.Directory]::Exists('/usr/lib/postgresql')) {
        foreach ($version in [System.IO.Directory]::GetDirectories('/usr/lib/postgresql')) { [System.IO.Path]::Combine($version, 'bin') }
    }
}

# The tests need a real PostgreSQL and a real Redis, strace, zstd, attr and logrotate. What is there is left alone; what is missing is installed where
# this is a matter of one command, and named elsewhere.
function Install-Prerequisite {
    $missing = @()
    if (-not $env:SYSOPS_TEST_POSTGRES -and -not (Find-Program 'pg_ctl' (Get-PostgresFolder | Where-Object { [System.IO.File]::Exists("$_/postgres") }))) { $missing += 'postgresql' }
    if (-not $env:SYSOPS_TEST_REDIS -and -not (Find-Program 'redis-server')) { $missing += 'redis-server' }
    # A backup is killed at given system calls, and read by the tools of any system.
    foreach ($tool in 'strace', 'zstd') { if (-not (Find-Program $tool)) { $missing += $tool } }
    if (-not (Find-Program 'getfattr')) { $missing += 'attr' }
    # Log rotation is compared with it.
    if (-not (Find-Program 'logrotate' '/usr/sbin')) { $missing += 'logrotate' }
    if (-not $missing) { Say 'PostgreSQL, Redis, strace, zstd, attr and logrotate are here.'; return }

    $apt = Find-Program 'apt-get'
    $prefix = @()
    if ([System.Environment]::IsPrivilegedProcess) { $may = $true }
    elseif ($sudo = Find-Program 'sudo') { & $sudo -n true 2>$null; $may = $LASTEXITCODE -eq 0; $prefix = @($sudo, '-n') }
    if (-not $apt -or -not $may) {
        throw "The tests need $($missing -join ' and '). Install: 'apt-get install $($missing -join ' ')' (Debian, Ubuntu), 'dnf install postgresql-server redis strace zstd attr logrotate' (Fedora, RHEL), 'brew install postgresql redis' (macOS); or set SYSOPS_TEST_POSTGRES and SYSOPS_TEST_REDIS to the connection strings of servers that may be written to."
    }

    # The packages would start their servers; the tests start private ones.
    $arguments = @('env', 'DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1', $apt)
    $command = @($prefix) + $arguments
    Invoke-Tool $command[0] (@($command[1..($command.Count - 1)]) + @('update', '-q'))
    Invoke-Tool $command[0] (@($command[1..($command.Count - 1)]) + @('install', '-q', '-y', '--no-install-recommends') + $missing)
}

function Invoke-Build {
    if (-not $inShell) { Invoke-Tool dotnet @('build', (Get-FullPath 'SysOps.sln'), '-nologo', '-v', 'q'); return }
    # They bring all that they test with them, but for this shell.
    foreach ($project in $testProjects) { Invoke-Tool dotnet @('build', (Get-FullPath $project), '-nologo', '-v', 'q', '-p:SysOpsShellRuns=true') }
}

function Invoke-Test {
    Install-Prerequisite
    Invoke-Build
    $counts = @($testProjects | ForEach-Object { Invoke-TestProject $_ }) + @(Invoke-Pester5)
    Complete-Test $counts
}

# Ends with the one line to look at. Something failed, or nothing was tested at all: exit code 1.
function Complete-Test($Counts) {
    $sum = @{ passed = 0; failed = 0; skipped = 0 }
    foreach ($count in $Counts) { foreach ($outcome in 'passed', 'failed', 'skipped') { $sum[$outcome] += $count[$outcome] } }
    Say "$($sum.passed) passed, $($sum.failed) failed, $($sum.skipped) skipped"
    if ($sum.failed -or -not $sum.passed) { exit 1 }
}

function Invoke-TestProject([string] $Project) {
    $name = [System.IO.Path]::GetFileName($Project)
    $count = @{ passed = 0; failed = 0; skipped = 0 }
    Say "> $name"
    & dotnet exec (Get-FullPath "$Project/bin/Debug/net10.0/$name.dll") --progress off --no-ansi | ForEach-Object {
        Say $_
        if ($_ -match '^\s+succeeded: (\d+)$') { $count.passed = [int] $Matches[1] }
        if ($_ -match '^\s+failed: (\d+)$') { $count.failed = [int] $Matches[1] }
        if ($_ -match '^\s+skipped: (\d+)$') { $count.skipped = [int] $Matches[1] }
    }
    Assert-Ran $name $count ($LASTEXITCODE -eq 0)
}

# What broke off, or ran nothing, counts as a failure, whatever its tests said before.
function Assert-Ran([string] $Name, [hashtable] $Count, [bool] $Ended) {
    if ($Count.failed -eq 0 -and (-not $Ended -or $Count.passed -eq 0)) {
        Say "$Name is broken: $(if ($Ended) { 'it ran no test' } else { 'it did not come to its end' })."
        $Count.failed = 1
    }
    $Count
}

# Pester needs the whole of PowerShell: where that is not installed, this is said and the rest stands.
function Invoke-Pester5 {
    $count = @{ passed = 0; failed = 0; skipped = 0 }
    $pwsh = Find-Program 'pwsh'
    if (-not $pwsh) { Say 'Pester files not run: there is no pwsh on the PATH.'; return $count }
    $null = & $pwsh -NoProfile -NonInteractive -Command 'if (Get-Module Pester -ListAvailable | Where-Object { $_.Version.Major -eq 5 }) { exit 0 } else { exit 3 }'
    if ($LASTEXITCODE -eq 3) { Say "Pester files not run: pwsh has no Pester 5 (Install-PSResource Pester -Version '[5.0,6.0)')."; return $count }
    $script = @'
Import-Module Pester -MinimumVersion 5.0 -MaximumVersion 5.999 -ErrorAction Stop
$configuration = New-PesterConfiguration
$configuration.Run.Path = $args[0]
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$result = Invoke-Pester -Configuration $configuration
"PESTER $($result.PassedCount) $($result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount) $($result.SkippedCount)"
'@
    $folder = [System.IO.Directory]::CreateTempSubdirectory('sysops-pester-').FullName
    try {
        $file = [System.IO.Path]::Combine($folder, 'run.ps1')
        [System.IO.File]::WriteAllText($file, $script)
        Say '> tests/pester'
        $state = @{ ended = $false }
        & $pwsh -NoProfile -NonInteractive -File $file (Get-FullPath 'tests/pester') | ForEach-Object {
            if ($_ -match '^PESTER (\d+) (\d+) (\d+)$') { $count.passed = [int] $Matches[1]; $count.failed = [int] $Matches[2]; $count.skipped = [int] $Matches[3]; $state.ended = $true } else { Say $_ }
        }
    }
    finally {
        [System.IO.Directory]::Delete($folder, $true)
    }
    Assert-Ran 'tests/pester' $count $state.ended
}

function Invoke-Package {
    if (-not $inShell) { Invoke-Build }
    $version = [System.IO.File]::ReadAllText((Get-FullPath 'SysOps.psd1')) -match "ModuleVersion = '([\d.]+)'" | ForEach-Object { $Matches[1] }
    $target = Get-FullPath "artifacts/SysOps/$version"
    if ([System.IO.Directory]::Exists($target)) { [System.IO.Directory]::Delete($target, $true) }
    Copy-File (Get-FullPath 'SysOps.psd1') $target
    Copy-File (Get-FullPath 'LICENSE') $target
    $module = Get-FullPath 'module'
    foreach ($file in [System.IO.Directory]::GetFiles($module, '*', 'AllDirectories')) {
        $relative = [System.IO.Path]::GetRelativePath($module, $file)
        if ($relative -like "docs$([System.IO.Path]::DirectorySeparatorChar)*" -or $relative -like 'bin*SysOps*.xml') { continue }
        Copy-File $file ([System.IO.Path]::GetDirectoryName([System.IO.Path]::Combine($target, 'module', $relative)))
    }
    Say "The module is in $target"
    Invoke-Tool dotnet @('pack', (Get-FullPath 'src/SysOps.Shell'), '--no-build', '-nologo', '-v', 'q', '-o', (Get-FullPath 'artifacts'))
    Invoke-Tool dotnet @('publish', (Get-FullPath 'src/SysOps.Shell'), '-nologo', '-v', 'q', '-o', (Get-FullPath 'artifacts/sysops'))
    Say "The dotnet tool is in $(Get-FullPath 'artifacts'); the program with the module beside it is $(Get-FullPath 'artifacts/sysops/sysops')"
}

function Copy-File([string] $File, [string] $Folder) {
    $null = [System.IO.Directory]::CreateDirectory($Folder)
    [System.IO.File]::Copy($File, [System.IO.Path]::Combine($Folder, [System.IO.Path]::GetFileName($File)), $true)
}

function Invoke-Clean {
    $folders = 'artifacts', 'module/bin'
    foreach ($project in [System.IO.Directory]::GetDirectories((Get-FullPath 'src')) + [System.IO.Directory]::GetDirectories((Get-FullPath 'tests'))) {
        if (-not ($inShell -and $project.EndsWith('SysOps.Shell'))) { $folders += "$project/bin", "$project/obj" }
    }
    foreach ($folder in $folders) {
        $path = Get-FullPath $folder
        if ([System.IO.Directory]::Exists($path)) { [System.IO.Directory]::Delete($path, $true); Say "Removed $path" }
    }
}

switch ($Task) {
    'Build' { Invoke-Build }
    'Test' { Invoke-Test }
    'Pester' { Invoke-Build; Complete-Test @(Invoke-Pester5) }
    'Bench' { Invoke-Tool dotnet @('run', '--project', (Get-FullPath 'tests/SysOps.Benchmarks')) }
    'Package' { Invoke-Package }
    'Format' { Invoke-Tool dotnet @('format', (Get-FullPath 'SysOps.sln')) }
    'Clean' { Invoke-Clean }
    'Prerequisites' { Install-Prerequisite }
}
