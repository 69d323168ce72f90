using System.Security.Cryptography;
using System.Text.Json;
using SysOps.Testing.Programs;
using SysOps.Testing.Sessions;

namespace SysOps.Testing.Backups;

/// <summary>A small system with everything that a backup takes: a database, workspaces of every kind of file, configuration; and a repository that is not made yet.</summary>
public sealed class BackupSystem : IDisposable
{
    private const string MakeDatabase =
        """
        param($Path)
        $module = [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext((Get-Command Get-SystemHealth).ImplementingType.Assembly)
        $library = $module.LoadFromAssemblyName([System.Reflection.AssemblyName]::new('Microsoft.Data.Sqlite'))
        $connection = [System.Activator]::CreateInstance($library.GetType('Microsoft.Data.Sqlite.SqliteConnection'), "Data Source=$Path;Pooling=False")
        try {
            $connection.Open()
            $command = $connection.CreateCommand()
            $command.CommandText = "CREATE TABLE workspaces (id INTEGER PRIMARY KEY, name TEXT NOT NULL); INSERT INTO workspaces (name) VALUES ('papers'), ('contracts'), ('manuals');"
            $null = $command.ExecuteNonQuery()
        }
        finally { $connection.Dispose() }
        """;

    private readonly TemporaryFolder _folder = new();

    private BackupSystem()
    {
    }

    public string Folder => _folder.Path;

    public string Workspaces => Path.Combine(Folder, "workspaces");

    public string Database => Path.Combine(Folder, "app.db");

    public string ConfigurationFile => Path.Combine(Folder, "etc", "settings.yaml");

    public string Repository => Path.Combine(Folder, "backups");

    /// <summary>The path of its sysops.json.</summary>
    public string Configuration => Path.Combine(Folder, "sysops.json");

    /// <summary>The names of what is visible in the repository, or in work: all but the lock and repository.json.</summary>
    public IReadOnlyList<string> Backups => Directory.Exists(Repository)
        ? [.. Directory.EnumerateFileSystemEntries(Repository).Select(path => Path.GetFileName(path)!).Where(name => name is not ("lock" or "repository.json")).Order(StringComparer.Ordinal)]
        : [];

    /// <param name="session">Makes the SQLite database with the module's own library.</param>
    public static async Task<BackupSystem> CreateAsync(ModuleSession session)
    {
        BackupSystem system = await CreateAsync();
        session.Run(MakeDatabase, ("Path", system.Database)).ThrowIfFailed();
        system.Configure(new { provider = "Sqlite", connectionString = "Data Source=app.db" });
        return system;
    }

    /// <summary>Without a database, and without sysops.json.</summary>
    public static async Task<BackupSystem> CreateAsync()
    {
        var system = new BackupSystem();
        system.WriteFiles();
        await system.MakeSpecialFilesAsync();
        return system;
    }

    /// <summary>Writes sysops.json.</summary>
    /// <param name="database">The section database; null for none.</param>
    /// <param name="backups">More of the section backups, beside the path.</param>
    public void Configure(object? database, Dictionary<string, object>? backups = null)
    {
        Dictionary<string, object> repository = new(backups ?? []) { ["path"] = "backups" };
        Dictionary<string, object?> settings = new() { ["name"] = "shop", ["environment"] = "Test", ["workspaces"] = new { path = "workspaces", exclude = new[] { "*.tmp" } }, ["configurationFiles"] = new[] { new { path = "etc/settings.yaml" } }, ["backups"] = repository };
        if (database is not null)
        {
            settings["database"] = database;
        }

        _folder.Write("sysops.json", JsonSerializer.Serialize(settings));
    }

    public void Dispose() => _folder.Dispose();

    private void WriteFiles()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(ConfigurationFile)!);
        File.WriteAllText(ConfigurationFile, "key: secret of the service\n");
        File.SetUnixFileMode(ConfigurationFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        string papers = Directory.CreateDirectory(Path.Combine(Workspaces, "papers")).FullName;
        File.WriteAllText(Path.Combine(papers, "notes.txt"), "Documents.\n");
        File.WriteAllText(Path.Combine(papers, "empty"), "");
        File.WriteAllText(Path.Combine(papers, "cache.tmp"), "left out");
        File.WriteAllText(Path.Combine(Workspaces, "-a name\nwith 'quotes' and ü"), "x");
        File.WriteAllBytes(Path.Combine(Workspaces, "vectors.bin"), RandomNumberGenerator.GetBytes(9_000_000));
        Directory.CreateDirectory(Path.Combine(Workspaces, "no files"));
        File.CreateSymbolicLink(Path.Combine(Workspaces, "dangling"), "/nowhere/at all");
        File.SetUnixFileMode(Path.Combine(papers, "notes.txt"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
    }

    private async Task MakeSpecialFilesAsync()
    {
        string notes = Path.Combine(Workspaces, "papers", "notes.txt");
        await TestProgram.RunAsync("ln", notes, Path.Combine(Workspaces, "again.txt"));
        await TestProgram.RunAsync("mkfifo", Path.Combine(Workspaces, "pipe"));
        await TestProgram.RunAsync("touch", "-h", "-d", "2001-02-03 04:05:06.123456789", notes, Path.Combine(Workspaces, "dangling"), Path.Combine(Workspaces, "no files"));
    }

}
