using System.Text.RegularExpressions;

namespace SysOps.Tests.Backups.Durability;

/// <summary>The calls of one program below one folder, in the order in which they ended, from what <c>strace -f -y</c> wrote.</summary>
internal static partial class FileTrace
{
    /// <summary>What strace is to trace.</summary>
    public const string Calls = "openat,openat2,write,pwrite64,pwritev,writev,ftruncate,fallocate,copy_file_range,rename,renameat,renameat2,fsync,fdatasync,syncfs,mkdir,mkdirat,linkat,symlinkat,mknodat,unlink,unlinkat,rmdir";

    private static readonly string[] Lasting = ["linkat", "symlinkat", "rename", "renameat", "renameat2"];

    /// <param name="lines">What strace wrote.</param>
    /// <param name="folder">Full path; calls elsewhere are left out.</param>
    public static IReadOnlyList<FileCall> Read(IEnumerable<string> lines, string folder) =>
        [.. Whole(lines).Select(Parse).OfType<FileCall>().Where(call => IsBelow(call.Path, folder) || (call.Other is { } other && IsBelow(other, folder)))];

    // A call during which another thread made one is in two parts.
    private static IEnumerable<string> Whole(IEnumerable<string> lines)
    {
        Dictionary<string, string> begun = new(StringComparer.Ordinal);
        foreach (string line in lines)
        {
            string thread = line.Split(' ', 2)[0];
            int cut = line.IndexOf(" <unfinished ...>", StringComparison.Ordinal);
            if (cut >= 0)
            {
                begun[thread] = line[..cut];
            }
            else if (Resumed().Match(line) is { Success: true } resumed && begun.Remove(thread, out string? start))
            {
                yield return start + resumed.Groups["rest"].Value;
            }
            else
            {
                yield return line;
            }
        }
    }

    private static FileCall? Parse(string line)
    {
        Match call = Call().Match(line);
        if (!call.Success)
        {
            return null;
        }

        string name = call.Groups["name"].Value;
        string[] places = [.. Places(call.Groups["arguments"].Value)];
        bool opens = name.StartsWith("openat", StringComparison.Ordinal);
        return places.Length == 0 || (opens && !line.Contains("O_CREAT", StringComparison.Ordinal))
            ? null
            : new FileCall(name, places[0], Lasting.Contains(name, StringComparer.Ordinal) ? places[^1] : null, line);
    }

    // Descriptors and names come in turn: a name belongs to the folder before it, and a descriptor without one stands for itself.
    private static IEnumerable<string> Places(string arguments)
    {
        string? folder = null;
        foreach (Match part in Part().Matches(arguments))
        {
            if (part.Groups["descriptor"].Success)
            {
                if (folder is not null)
                {
                    yield return folder;
                }

                folder = part.Groups["descriptor"].Value;
            }
            else
            {
                yield return Path.GetFullPath(Regex.Unescape(part.Groups["text"].Value), folder ?? "/");
                folder = null;
            }
        }

        if (folder is not null)
        {
            yield return folder;
        }
    }

    private static bool IsBelow(string path, string folder) => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);

    [GeneratedRegex("^\\d+ +<\\.\\.\\. \\w+ resumed>(?<rest>.*)$", RegexOptions.NonBacktracking)]
    private static partial Regex Resumed();

    [GeneratedRegex("^\\d+ +(?<name>\\w+)\\((?<arguments>.*)\\) += \\d", RegexOptions.NonBacktracking)]
    private static partial Regex Call();

    [GeneratedRegex("(?:\\d+|AT_FDCWD)<(?<descriptor>/[^>]*)>|\"(?<text>(?:[^\"\\\\]|\\\\.)*)\"(?:\\.\\.\\.)?", RegexOptions.NonBacktracking)]
    private static partial Regex Part();
}
