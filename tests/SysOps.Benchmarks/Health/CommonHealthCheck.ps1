# A health check of the kind that is written by hand: it waits a second to measure the CPU, then asks one thing after the other.
param($Database, $Cache, $Url, $ProcessId, $Heartbeat)

function Get-CpuTime {
    $fields = [System.IO.File]::ReadAllLines('/proc/stat')[0] -split ' +'
    $total = 0
    foreach ($field in $fields[1..8]) { $total += [long] $field }
    @{ Total = $total; Idle = [long] $fields[4] + [long] $fields[5] }
}

$first = Get-CpuTime
[System.Threading.Thread]::Sleep(1000)
$second = Get-CpuTime
$percent = 100 * (1 - ($second.Idle - $first.Idle) / [System.Math]::Max(1, $second.Total - $first.Total))
[pscustomobject] @{ Component = 'cpu'; Healthy = $percent -lt 80; Value = $percent }

$memory = @{}
foreach ($line in [System.IO.File]::ReadAllLines('/proc/meminfo')) { if ($line -match '^(\w+):\s+(\d+)') { $memory[$Matches[1]] = [long] $Matches[2] } }
$percent = 100 * (1 - $memory.MemAvailable / $memory.MemTotal)
[pscustomobject] @{ Component = 'memory'; Healthy = $percent -lt 85; Value = $percent }

$drive = [System.IO.DriveInfo]::new('/')
$percent = 100 * (1 - $drive.AvailableFreeSpace / $drive.TotalSize)
[pscustomobject] @{ Component = 'disk'; Healthy = $percent -lt 90; Value = $percent }

$connection = [Npgsql.NpgsqlConnection]::new($Database)
$connection.Open()
$command = $connection.CreateCommand()
$command.CommandText = 'SELECT COUNT(*) FROM pg_stat_activity'
[pscustomobject] @{ Component = 'database'; Healthy = $true; Value = $command.ExecuteScalar() }
$connection.Dispose()

$redis = [StackExchange.Redis.ConnectionMultiplexer]::Connect($Cache)
[pscustomobject] @{ Component = 'cache'; Healthy = $true; Value = $redis.GetDatabase().Ping().TotalMilliseconds }
$redis.Dispose()

$client = [System.Net.Http.HttpClient]::new()
$answer = $client.GetAsync($Url).GetAwaiter().GetResult()
[pscustomobject] @{ Component = 'endpoint'; Healthy = $answer.IsSuccessStatusCode; Value = [int] $answer.StatusCode }
$client.Dispose()

$process = [System.Diagnostics.Process]::GetProcessById($ProcessId)
[pscustomobject] @{ Component = 'process'; Healthy = -not $process.HasExited; Value = $process.Id }
$age = [System.DateTime]::UtcNow - [System.IO.File]::GetLastWriteTimeUtc($Heartbeat)
[pscustomobject] @{ Component = 'heartbeat'; Healthy = $age.TotalMinutes -lt 60; Value = $age.TotalSeconds }
