using SysOps.Testing.Programs;

namespace SysOps.Testing.Backups;

/// <summary>A tree as find(1) and sha256sum(1) see it, to be compared with another.</summary>
public static class TreeListing
{
    /// <summary>Kind, mode, owner, links, time and target of each entry, and the digest of each file; sizes of folders are the file system's own.</summary>
    public static async Task<string[]> OfAsync(string folder)
    {
        string entries = await TestProgram.RunAsync("find", folder, "-printf", "%P %y %m %U %G %n %T@ %l\\n");
        string sums = await TestProgram.RunAsync("find", folder, "-type", "f", "-exec", "sha256sum", "{}", "+");
        return [.. entries.Split('\n').Concat(sums.Replace(folder, "", StringComparison.Ordinal).Split('\n')).Order(StringComparer.Ordinal)];
    }

    /// <summary>Every byte and every time below a folder: what must not change.</summary>
    public static async Task<string[]> WithChangeTimesAsync(string folder) =>
        [.. await OfAsync(folder), .. (await TestProgram.RunAsync("find", folder, "-printf", "%P %C@\\n")).Split('\n').Order(StringComparer.Ordinal)];
}
