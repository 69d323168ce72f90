using System.Globalization;

namespace SysOps.Health.Resources.Linux;

/// <summary>Files of the kernel with a name and a number on each line.</summary>
internal static class KeyedFile
{
    /// <summary>The number behind a name; null when the file or the name is not there.</summary>
    public static long? Read(string path, string name)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        string? line = File.ReadLines(path).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal) && line.AsSpan(name.Length).StartsWith(" "));
        return line is not null && long.TryParse(line.AsSpan(name.Length + 1).Trim(), CultureInfo.InvariantCulture, out long value) ? value : null;
    }

    /// <summary>The only number of a file; null when the file is not there or says "max".</summary>
    public static long? ReadSingle(string path) =>
        File.Exists(path) && long.TryParse(File.ReadAllText(path).AsSpan().Trim(), CultureInfo.InvariantCulture, out long value) ? value : null;
}
