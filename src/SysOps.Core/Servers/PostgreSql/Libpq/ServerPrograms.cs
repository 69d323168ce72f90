using System.Globalization;
using System.Text.RegularExpressions;
using SysOps.Servers.Programs;
using SysOps.Settings;

namespace SysOps.Servers.PostgreSql.Libpq;

/// <summary>The programs of a PostgreSQL server of one folder and version.</summary>
public sealed partial record ServerPrograms
{
    private static readonly string[] Names = ["initdb", "postgres", "pg_ctl"];

    public required string Folder { get; init; }

    public required int Major { get; init; }

    /// <summary>As the programs write it, such as 15.18.</summary>
    public required string Version { get; init; }

    public string InitDb => PathOf("initdb");

    public string Postgres => PathOf("postgres");

    public string Control => PathOf("pg_ctl");

    /// <summary>Those of exactly the wanted version; where there are none, the oldest that are newer.</summary>
    /// <param name="major">The major version that the data is of.</param>
    /// <param name="folder">Where alone to look, when it is set and has them.</param>
    /// <param name="redactor">Masks secrets.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SysOpsException">BackupDrillNotPossible.</exception>
    public static async Task<ServerPrograms> FindAsync(int major, string? folder, Redactor redactor, CancellationToken cancellationToken)
    {
        ProgramSearch search = new();
        string[] looked = [.. new[] { folder }.OfType<string>().Concat(search.SearchPath).Concat(search.VersionFolders).Distinct(StringComparer.Ordinal)];
        List<ServerPrograms> found = [];
        foreach (string one in looked.Where(HasAll))
        {
            ProgramEnd end = await VersionAsync(Path.Combine(one, PostgreSqlPrograms.Name("postgres")), redactor, cancellationToken).ConfigureAwait(false);
            if (VersionText().Match(end.Output) is { Success: true } match)
            {
                found.Add(new ServerPrograms { Folder = one, Major = int.Parse(match.Groups["major"].Value, CultureInfo.InvariantCulture), Version = match.Groups["version"].Value });
            }
        }

        return found.Where(programs => programs.Major >= major).MinBy(programs => programs.Major) ?? throw new SysOpsException(
            ErrorCatalogue.BackupDrillNotPossible,
            string.Create(CultureInfo.InvariantCulture, $"A drill needs a server of PostgreSQL {major} or newer, and its programs initdb, postgres and pg_ctl were found {(found.Count == 0 ? "nowhere" : $"of version {found.Max(programs => programs.Major)} at most")}."),
            string.Create(CultureInfo.InvariantCulture, $"Install the server's programs (postgresql-{major}), or name a server for drills by backups.drill.server."),
            "backups.drill.server");
    }

    private static async Task<ProgramEnd> VersionAsync(string program, Redactor redactor, CancellationToken cancellationToken)
    {
        try
        {
            return await ChildProgram.RunAsync(new ProgramCall { Path = program, Arguments = ["--version"], WithheldPrefix = "PG" }, redactor, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new SysOpsException(ErrorCatalogue.BackupDrillNotPossible, exception.Message, "Repair or remove it, or name a server for drills by backups.drill.server.", program, exception);
        }
    }

    private static bool HasAll(string folder) => Array.TrueForAll(Names, name => File.Exists(Path.Combine(folder, PostgreSqlPrograms.Name(name))));

    private string PathOf(string program) => Path.Combine(Folder, PostgreSqlPrograms.Name(program));

    [GeneratedRegex(@"\(PostgreSQL\) (?<version>(?<major>\d+)[\w.]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionText();
}
