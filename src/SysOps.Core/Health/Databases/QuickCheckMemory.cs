using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SysOps.Files;

namespace SysOps.Health.Databases;

/// <summary>Keeps the last quick_check of a database file between runs: one small file for each database.</summary>
internal sealed class QuickCheckMemory
{
    private readonly string _path;

    /// <param name="folder">SysOps' state folder.</param>
    /// <param name="database">The database's full path.</param>
    public QuickCheckMemory(string folder, string database) =>
        _path = Path.Combine(folder, $"quickcheck-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(database)))[..16]}");

    /// <summary>Null when there is none that can be read; it is then made anew.</summary>
    public QuickCheckResult? Read()
    {
        string[] lines = File.Exists(_path) ? File.ReadAllText(_path).Split('\n', 2) : [];
        return lines.Length == 2 && DateTimeOffset.TryParse(lines[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? new QuickCheckResult(time, lines[1])
            : null;
    }

    public void Write(QuickCheckResult result)
    {
        PrivateFiles.CreateFolder(Path.GetDirectoryName(_path)!);
        AtomicFile.Write(_path, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{result.Time:O}\n{result.Result}")));
    }
}
