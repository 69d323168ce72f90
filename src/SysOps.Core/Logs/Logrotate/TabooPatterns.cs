using SysOps.Files.Native;

namespace SysOps.Logs.Logrotate;

/// <summary>Names of files that are not read when a folder is included: what editors and packages leave behind.</summary>
internal sealed class TabooPatterns
{
    private static readonly string[] Usual =
    [
        ",v", ".bak", ".cfsaved", ".disabled", ".dpkg-bak", ".dpkg-del", ".dpkg-dist", ".dpkg-new", ".dpkg-old", ".dpkg-tmp",
        ".rhn-cfg-tmp-*", ".rpmnew", ".rpmorig", ".rpmsave", ".swp", ".ucf-dist", ".ucf-new", ".ucf-old", "~",
    ];

    private readonly List<NamePattern> _patterns = [.. Usual.Select(ending => new NamePattern("*" + ending))];

    public bool Matches(ReadOnlySpan<byte> name)
    {
        foreach (NamePattern pattern in _patterns)
        {
            if (pattern.Matches(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <param name="list">Endings or patterns, parted by blanks and commas; a plus in front adds them to those there are.</param>
    /// <param name="prefix">What stands before each: <c>*</c> for endings.</param>
    public void Read(string list, string prefix)
    {
        if (!list.StartsWith('+'))
        {
            _patterns.Clear();
        }

        string[] words = list.TrimStart('+').Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries);
        _patterns.AddRange(words.Select(word => new NamePattern(prefix + word)));
    }
}
