using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Logs.Logrotate;

/// <summary>Finds files by a pattern as glob(3) does; what does not match anything stands for itself.</summary>
internal static class LogGlob
{
    /// <summary>Full paths (<see cref="PathText"/>), in order; folders are left out.</summary>
    /// <exception cref="NativeException">A folder that has to be looked into cannot be read.</exception>
    public static IReadOnlyList<string> Find(string pattern)
    {
        string expanded = HomePath.Expand(pattern);
        if (!NamePattern.IsPattern(expanded))
        {
            return [Plain(expanded)];
        }

        IEnumerable<string> found = [""];
        string[] names = expanded.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (int at = 0; at < names.Length; at++)
        {
            found = [.. found.SelectMany(folder => Step(folder, names[at], isLast: at == names.Length - 1))];
        }

        string[] all = [.. found.Order(StringComparer.Ordinal)];
        return all.Length == 0 ? [Plain(expanded)] : [.. all.Where(path => !IsFolder(path))];
    }

    private static IEnumerable<string> Step(string folder, string name, bool isLast)
    {
        if (!NamePattern.IsPattern(name))
        {
            string path = $"{folder}/{Plain(name)}";
            return !isLast || Exists(path) ? [path] : [];
        }

        NamePattern pattern = new(name);
        List<string> matches = [];
        try
        {
            using NativeFolder opened = NativeFolder.Open(folder.Length == 0 ? "/" : folder);
            NameList names = opened.ReadNames();
            for (int index = 0; index < names.Count; index++)
            {
                if (pattern.Matches(names[index]))
                {
                    matches.Add($"{folder}/{PathText.Of(names[index])}");
                }
            }
        }
        catch (NativeException exception) when (exception.Error == NativeError.NoEntry || exception.Error == NativeError.NotFolder)
        {
            // It has nothing in it.
        }

        return matches;
    }

    private static bool IsFolder(string path) => Facts(path) is { Kind: FileKind.Folder };

    private static bool Exists(string path) => Facts(path) is not null;

    private static FileFacts? Facts(string path)
    {
        try
        {
            using NativeFolder folder = NativeFolder.Open(path[..Math.Max(1, path.LastIndexOf('/'))]);
            return folder.ReadFacts(PathText.Bytes(path.AsSpan(path.LastIndexOf('/') + 1)));
        }
        catch (NativeException)
        {
            return null;
        }
    }

    // A backslash makes the next character a plain one.
    private static string Plain(string pattern)
    {
        System.Text.StringBuilder plain = new(pattern.Length);
        for (int at = 0; at < pattern.Length; at++)
        {
            at += pattern[at] == '\\' && at + 1 < pattern.Length ? 1 : 0;
            plain.Append(pattern[at]);
        }

        return plain.ToString();
    }
}
