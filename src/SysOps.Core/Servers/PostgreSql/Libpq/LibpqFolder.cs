using System.Text;
using SysOps.Files;

namespace SysOps.Servers.PostgreSql.Libpq;

/// <summary>
/// A private folder (0700) with the files that hand secrets to PostgreSQL's programs, for as long as they run. A lock that ends with
/// its process tells a folder in use from one that a killed process left, which the next one removes.
/// </summary>
public sealed class LibpqFolder : IDisposable
{
    private const string Prefix = "sysops-libpq-";
    private const string ServiceName = "sysops";
    private const string LockName = "lock";

    private readonly string _path;
    private readonly FileStream _lock;

    private LibpqFolder(string path)
    {
        _path = path;
        _lock = PrivateFiles.Create(Path.Combine(path, LockName));
    }

    /// <summary>The environment of a program that is to connect as the settings say.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; private init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <exception cref="SysOpsException">DatabaseSettingInvalid: the password cannot stand in a file of passwords.</exception>
    public static LibpqFolder Create(LibpqSettings settings)
    {
        string parent = Parent();
        Sweep(parent);
        string path = Path.Combine(parent, Prefix + Path.GetRandomFileName());
        PrivateFiles.CreateFolder(path);
        var folder = new LibpqFolder(path) { Environment = new Dictionary<string, string>(settings.Variables, StringComparer.Ordinal) };
        try
        {
            folder.Write(settings, (Dictionary<string, string>)folder.Environment);
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _lock.Dispose();
        Directory.Delete(_path, recursive: true);
    }

    /// <summary>The line of a file of passwords (https://www.postgresql.org/docs/current/libpq-pgpass.html) for any server: the file serves one connection.</summary>
    public static string PasswordLine(string password) => password.AsSpan().IndexOfAny('\n', '\r', '\0') >= 0
        ? throw LibpqSettings.Refusal("Password", "it holds a line break")
        : $"*:*:*:*:{password.Replace("\\", @"\\", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal)}\n";

    private void Write(LibpqSettings settings, Dictionary<string, string> environment)
    {
        if (settings.Password is { Length: > 0 } password)
        {
            environment["PGPASSFILE"] = WriteFile("passwords", PasswordLine(password));
        }

        if (settings.Service.Count > 0)
        {
            environment["PGSERVICEFILE"] = WriteFile("service", $"[{ServiceName}]\n{string.Concat(settings.Service.Select(entry => $"{entry.Key}={entry.Value}\n"))}");
            environment["PGSERVICE"] = ServiceName;
        }

        if (settings.Options.Length > 0)
        {
            environment["PGOPTIONS"] = settings.Options;
        }
    }

    private string WriteFile(string name, string content)
    {
        string path = Path.Combine(_path, name);
        using FileStream stream = PrivateFiles.Create(path);
        stream.Write(Encoding.UTF8.GetBytes(content));
        return path;
    }

    // The user's runtime folder is private and in memory; not every session has one.
    private static string Parent() =>
        System.Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime && Directory.Exists(runtime) ? runtime : Path.GetTempPath();

    private static void Sweep(string parent)
    {
        foreach (string folder in Directory.EnumerateDirectories(parent, Prefix + "*").Where(IsLeftBehind))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool IsLeftBehind(string folder)
    {
        try
        {
            using FileStream held = new(Path.Combine(folder, LockName), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // In use, being made just now, or another user's.
            return false;
        }
    }
}
