using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace SysOps.Backups.Databases.Restoring;

/// <summary>The names of the databases that a restore makes. PostgreSQL cuts names at 63 bytes without a word, so they are cut here, at a character's border.</summary>
public static partial class DatabaseNames
{
    private const int LongestName = 63;
    private const string Time = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>A name for the database that is restored into until it takes its place.</summary>
    public static string Scratch(string database, DateTimeOffset now) =>
        Cut($"sysops_restore_{now.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture)}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}_", database, "");

    /// <summary>A name for the old database.</summary>
    /// <param name="database">Its name until now.</param>
    /// <param name="now">When it is replaced.</param>
    /// <param name="taken">The names of all databases.</param>
    public static string Previous(string database, DateTimeOffset now, IReadOnlyCollection<string> taken)
    {
        string suffix = $"_before_{now.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture)}";
        string name = Cut("", database, suffix);
        for (int number = 2; taken.Contains(name, StringComparer.Ordinal); number++)
        {
            name = Cut("", database, string.Create(CultureInfo.InvariantCulture, $"{suffix}_{number}"));
        }

        return name;
    }

    /// <summary>Whether a name is one that <see cref="Scratch"/> makes.</summary>
    public static bool IsScratch(string name) => ScratchName().IsMatch(name);

    private static string Cut(string prefix, string name, string suffix)
    {
        int room = LongestName - Encoding.UTF8.GetByteCount(prefix) - Encoding.UTF8.GetByteCount(suffix);
        StringBuilder kept = new(prefix);
        foreach (Rune rune in name.EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
            {
                break;
            }

            kept.Append(rune);
        }

        return kept.Append(suffix).ToString();
    }

    [GeneratedRegex(@"\Asysops_restore_\d{8}T\d{6}Z_[0-9a-f]{8}_", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ScratchName();
}
