# A small system for the Pester files: a private folder with an SQLite database and a sysops.json, and listeners of the
# test's own. Nothing here needs a server.

function New-DemoSystem {
    param([hashtable] $Configuration = @{})

    $folder = [System.IO.Directory]::CreateTempSubdirectory('sysops-pester-').FullName
    New-DemoDatabase (Join-Path $folder 'app.db')
    $settings = @{
        name = 'demo'
        database = @{ provider = 'Sqlite'; connectionString = 'Data Source=app.db'; healthQuery = 'SELECT count(*) FROM workspaces' }
    }
    foreach ($section in $Configuration.Keys) { $settings[$section] = $Configuration[$section] }
    [pscustomobject] @{
        Folder = $folder
        Database = Join-Path $folder 'app.db'
        Configuration = Set-DemoFile (Join-Path $folder 'sysops.json') ($settings | ConvertTo-Json -Depth 9)
    }
}

# Workspaces alone, of one file, which are backed up in no time.
function New-DemoWorkspaces {
    param([hashtable] $Backups = @{})

    $folder = [System.IO.Directory]::CreateTempSubdirectory('sysops-pester-').FullName
    $null = New-Item -ItemType Directory -Path (Join-Path $folder 'files')
    Set-Content -LiteralPath (Join-Path $folder 'files/a.txt') -Value 'a'
    $settings = @{ name = 'shop'; workspaces = @{ path = 'files' }; backups = @{ path = 'backups' } + $Backups }
    [pscustomobject] @{
        Folder = $folder
        Configuration = Set-DemoFile (Join-Path $folder 'sysops.json') ($settings | ConvertTo-Json -Depth 9)
    }
}

# A file as configuration must be: writable by its owner alone.
function Set-DemoFile {
    param([string] $Path, [string] $Text)

    Set-Content -LiteralPath $Path -Value $Text
    if (-not $IsWindows) { [System.IO.File]::SetUnixFileMode($Path, [System.IO.UnixFileMode] 'UserRead, UserWrite') }
    $Path
}

function Remove-DemoSystem {
    param($System)

    Remove-Item -LiteralPath $System.Folder -Recurse -Force
}

# The SQLite library that SysOps itself uses lives in the module's own load context.
function New-DemoDatabase {
    param([string] $Path)

    $context = [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext((Get-Command Get-SystemHealth).ImplementingType.Assembly)
    $library = $context.LoadFromAssemblyName([System.Reflection.AssemblyName]::new('Microsoft.Data.Sqlite'))
    $connection = [System.Activator]::CreateInstance($library.GetType('Microsoft.Data.Sqlite.SqliteConnection'), "Data Source=$Path;Pooling=False")
    try {
        $connection.Open()
        $command = $connection.CreateCommand()
        $command.CommandText = "CREATE TABLE workspaces (id INTEGER PRIMARY KEY, name TEXT NOT NULL); INSERT INTO workspaces (name) VALUES ('papers'), ('contracts');"
        $null = $command.ExecuteNonQuery()
    }
    finally {
        $connection.Dispose()
    }
}

# Takes connections (the system does, into its backlog) and never answers.
function New-DemoListener {
    $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
    $listener.Start()
    $listener
}

# A port of this machine on which nothing listens.
function Get-RefusedPort {
    $listener = New-DemoListener
    try { $listener.LocalEndpoint.Port } finally { $listener.Dispose() }
}

# Text without its colours, line by line.
function ConvertFrom-AnsiText {
    param([Parameter(ValueFromPipeline)] [string] $Text)

    process { $Text -replace '\e\[[0-9;]*m', '' -split '\r?\n' }
}

Export-ModuleMember -Function New-DemoSystem, New-DemoWorkspaces, Remove-DemoSystem, Set-DemoFile, New-DemoListener, Get-RefusedPort, ConvertFrom-AnsiText
