namespace SysOps.Testing.Servers;

/// <summary>Where PostgreSQL's programs are: the newest version of a Debian system, else PATH.</summary>
public static class PostgreSqlPrograms
{
    private static readonly Lazy<string> Folder = new(FindFolder);

    /// <summary>The full path of one.</summary>
    public static string Find(string program) => Path.Combine(Folder.Value, program);

    private static string FindFolder()
    {
        string[] versions = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        return versions
            .Select(version => Path.Combine(version, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
            .Where(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")))
            .MaxBy(folder => int.TryParse(Path.GetFileName(Path.GetDirectoryName(folder)), out int version) ? version : 0)
            ?? throw new FileNotFoundException("The tests need PostgreSQL's server programs: apt-get install postgresql, or './build.ps1 Prerequisites'; or set SYSOPS_TEST_POSTGRES.");
    }
}
