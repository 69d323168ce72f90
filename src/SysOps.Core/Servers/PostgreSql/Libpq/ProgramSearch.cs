using System.Globalization;
using System.Text.RegularExpressions;
using SysOps.Servers.Programs;
using SysOps.Settings;

namespace SysOps.Servers.PostgreSql.Libpq;

/// <summary>Finds PostgreSQL's client programs: in the folder that is set, on PATH, where distributions put each version.</summary>
public sealed partial record ProgramSearch
{
    private static readonly string[] Names = ["pg_dump", "pg_dumpall", "pg_restore"];

    private static readonly (string Folder, string Pattern, string Programs)[] Places =
    [
        ("/usr/lib/postgresql", "*", "bin"), ("/usr", "pgsql-*", "bin"), ("/usr/libexec", "postgresql*", ""), ("/opt/homebrew/opt", "postgresql@*", "bin"), ("/opt/homebrew/opt", "libpq", "bin"),
        ("/usr/local/opt", "postgresql@*", "bin"), ("/usr/local", "pgsql", "bin"), (@"C:\Program Files\PostgreSQL", "*", "bin"),
    ];

    /// <summary>Where alone to look, when it is set.</summary>
    public string? Folder { get; init; }

    /// <summary>What PATH lists, in its order.</summary>
    public IReadOnlyList<string> SearchPath { get; init; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The folders of each installed version.</summary>
    public IReadOnlyList<string> VersionFolders { get; init; } =
        [.. Places.Where(place => Directory.Exists(place.Folder)).SelectMany(place => Directory.EnumerateDirectories(place.Folder, place.Pattern).Order(StringComparer.Ordinal).Select(found => Path.Combine(found, place.Programs)))];

    /// <summary>The first programs of exactly the wanted version; where there are none, the first that are newer.</summary>
    /// <param name="major">The major version of the server or of the archive: older programs refuse both.</param>
    /// <param name="what">What is of that version, for the error, such as "the server db:5432/shop".</param>
    /// <param name="redactor">Masks secrets.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SysOpsException">DumpProgramNotFound or DumpProgramTooOld.</exception>
    public async Task<PostgreSqlPrograms> FindAsync(int major, string what, Redactor redactor, CancellationToken cancellationToken)
    {
        string[] looked = Folder is null ? [.. SearchPath.Concat(VersionFolders).Distinct(StringComparer.Ordinal)] : [Folder];
        List<PostgreSqlPrograms> found = [];
        foreach (string folder in looked.Where(HasPrograms))
        {
            PostgreSqlPrograms programs = await ReadAsync(folder, redactor, cancellationToken).ConfigureAwait(false);
            if (programs.Major == major)
            {
                return programs;
            }

            found.Add(programs);
        }

        return found.FirstOrDefault(programs => programs.Major > major) ?? throw Describe(found.MaxBy(programs => programs.Major), major, what, looked);
    }

    private static SysOpsException Describe(PostgreSqlPrograms? newest, int major, string what, string[] looked)
    {
        string remedy = string.Create(CultureInfo.InvariantCulture, $"Install PostgreSQL's client programs of version {major} (postgresql-client-{major}), or set the folder they are in.");
        string places = string.Join(", ", looked);
        return newest is null
            ? new SysOpsException(ErrorCatalogue.DumpProgramNotFound, $"pg_dump, pg_dumpall and pg_restore were not found together in any of {places}.", remedy, what)
            : new SysOpsException(ErrorCatalogue.DumpProgramTooOld, string.Create(CultureInfo.InvariantCulture, $"pg_dump {newest.Version} in '{newest.Folder}' is too old for {what}, which is version {major}. Looked in {places}."), remedy, what);
    }

    private static bool HasPrograms(string folder) => Array.TrueForAll(Names, name => IsProgram(Path.Combine(folder, PostgreSqlPrograms.Name(name))));

    // Debian's pg_wrapper chooses the version by the connection, so that what it says now need not be what it runs later; the versions themselves stand in their folders.
    private static bool IsProgram(string path) => File.Exists(path) && new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true) is not { Name: "pg_wrapper" };

    private static async Task<PostgreSqlPrograms> ReadAsync(string folder, Redactor redactor, CancellationToken cancellationToken)
    {
        string program = Path.Combine(folder, PostgreSqlPrograms.Name("pg_dump"));
        ProgramEnd end = await RunAsync(new ProgramCall { Path = program, Arguments = ["--version"], WithheldPrefix = "PG" }, redactor, cancellationToken).ConfigureAwait(false);
        Match match = VersionText().Match(end.Output);
        return end.HasSucceeded && match.Success
            ? new PostgreSqlPrograms { Folder = folder, Major = int.Parse(match.Groups["major"].Value, CultureInfo.InvariantCulture), Version = match.Groups["version"].Value }
            : throw new SysOpsException(ErrorCatalogue.DumpProgramNotFound, $"'{program} --version' {end.HowItEnded} and names no version. {end.ErrorText}".TrimEnd(), "Repair or remove it, or set the folder of programs that work.", program);
    }

    private static async Task<ProgramEnd> RunAsync(ProgramCall call, Redactor redactor, CancellationToken cancellationToken)
    {
        try
        {
            return await ChildProgram.RunAsync(call, redactor, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new SysOpsException(ErrorCatalogue.DumpProgramNotFound, exception.Message, "Repair or remove it, or set the folder of programs that work.", call.Path, exception);
        }
    }

    [GeneratedRegex(@"\(PostgreSQL\) (?<version>(?<major>\d+)[\w.]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionText();
}
