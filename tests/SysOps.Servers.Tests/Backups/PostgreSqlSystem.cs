using System.Diagnostics;
using System.Management.Automation;
using Npgsql;
using SysOps.Testing.Backups;
using SysOps.Testing.Servers;
using SysOps.Testing.Sessions;

namespace SysOps.Servers.Tests.Backups;

/// <summary>A system with a real database, as the cmdlets see it: its password is in a file of its own.</summary>
internal sealed class PostgreSqlSystem : IAsyncDisposable
{
    private readonly ModuleSession _session = new();

    private PostgreSqlSystem(TestDatabase database, BackupSystem files)
    {
        Database = database;
        Files = files;
    }

    public TestDatabase Database { get; }

    public BackupSystem Files { get; }

    public string Password => Connection.Password ?? "";

    private NpgsqlConnectionStringBuilder Connection => new(Database.ConnectionString);

    public static async Task<PostgreSqlSystem> CreateAsync(TestServers servers)
    {
        var system = new PostgreSqlSystem(await TestDatabase.CreateAsync(await servers.PostgreSqlAsync()), await BackupSystem.CreateAsync());
        system.Configure();
        return system;
    }

    /// <param name="backups">More of the section backups.</param>
    public void Configure(Dictionary<string, object>? backups = null)
    {
        string passwordFile = Path.Combine(Files.Folder, "password");
        File.WriteAllText(passwordFile, Password);
        File.SetUnixFileMode(passwordFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Files.Configure(new { connectionString = $"Host={Connection.Host};Port={Connection.Port};Database={Connection.Database};Username={Connection.Username}", password = new { file = passwordFile } }, backups);
    }

    public SessionResult Run(string script) => _session.Run($"param($Path) {script}", ("Path", Files.Configuration));

    public PowerShell Start(string script) => _session.Start($"param($Path) {script}", ("Path", Files.Configuration));

    /// <summary>Runs one of PostgreSQL's programs on a database of the server.</summary>
    public async Task<string> RunToolAsync(string program, string database, params string[] arguments)
    {
        NpgsqlConnectionStringBuilder connection = Connection;
        var start = new ProcessStartInfo(PostgreSqlPrograms.Find(program), ["--host", connection.Host!, "--port", $"{connection.Port}", "--username", connection.Username!, "--dbname", database, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,

            // The settings of one database must not make its text differ from that of another.
            Environment = { ["PGPASSWORD"] = connection.Password, ["PGOPTIONS"] = "-c timezone=UTC -c datestyle=ISO -c bytea_output=hex -c search_path=public" },
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program}: {await errors}");
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        Files.Dispose();
        await Database.DisposeAsync();
    }
}
