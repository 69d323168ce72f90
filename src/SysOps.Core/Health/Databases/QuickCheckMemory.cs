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
    public QuickCheckState? Read()
    {
        string[] lines = File.Exists(_path) ? File.ReadAllText(_path).Split('\n', 3) : [];
        if (lines.Length == 0 || !TryParse(lines[0], out DateTimeOffset begun))
        {
            return null;
        }

        return new QuickCheckState(begun, lines.Length == 3 && TryParse(lines[1], out DateTimeOffset ended) ? new QuickCheckResult(ended, lines[2]) : null);
    }

    public void Write(QuickCheckState state)
    {
        string last = state.Last is { } result ? string.Create(CultureInfo.InvariantCulture, $"\n{result.Time:O}\n{result.Result}") : "";
        PrivateFiles.CreateFolder(Path.GetDirectoryName(_path)!);
        AtomicFile.Write(_path, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{state.Begun:O}{last}")));
    }

    private static bool TryParse(string text, out DateTimeOffset time) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
}
