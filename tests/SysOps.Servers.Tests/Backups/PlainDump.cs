using System.Diagnostics;
using System.Text.RegularExpressions;
using Npgsql;
using SysOps.Servers.PostgreSql.Libpq;
using SysOps.Settings;

namespace SysOps.Servers.Tests.Backups;

/// <summary>A database as pg_dump writes it in plain text, with the database's own definition: what two databases are compared by.</summary>
internal static partial class PlainDump
{
    public static async Task<string> OfAsync(TestDatabase database, params string[] options)
    {
        PostgreSqlPrograms programs = await new ProgramSearch().FindAsync(15, "the test server", new Redactor(), TestContext.Current.CancellationToken);
        var builder = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var start = new ProcessStartInfo(programs.Dump, ["--create", $"--host={builder.Host}", $"--port={builder.Port}", $"--username={builder.Username}", .. options, builder.Database!]) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["PGPASSWORD"] = builder.Password;
        start.Environment["PGOPTIONS"] = "-c timezone=UTC -c bytea_output=hex";
        using Process process = Process.Start(start)!;
        string text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);

        // The key of \restrict is another one each time.
        return Restriction().Replace(text, "");
    }

    [GeneratedRegex(@"^\\(?:un)?restrict .*$", RegexOptions.Multiline, matchTimeoutMilliseconds: 10000)]
    private static partial Regex Restriction();
}
