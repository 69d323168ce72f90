namespace SysOps.Core.Tests.Backups.Restoring.Trees;

/// <summary>A file, a link or a folder of a model.</summary>
internal sealed record TreeNode
{
    /// <summary>Null for a file or link.</summary>
    public SortedDictionary<string, TreeNode>? Children { get; init; }

    /// <summary>Of a file its content, of a link <c>→</c> and where it leads.</summary>
    public string Content { get; init; } = "";

    /// <summary>Steps of 100 ns since 1970.</summary>
    public long Modified { get; init; }

    public bool IsFolder => Children is not null;

    public static TreeNode Folder(long modified = 0) => new() { Children = new SortedDictionary<string, TreeNode>(StringComparer.Ordinal), Modified = modified };

    /// <summary>A folder with up to four names, up to three deep.</summary>
    public static TreeNode Random(Random random, int depth = 0)
    {
        TreeNode folder = Folder(Time(random));
        foreach (string name in (string[])["a", "b", "c.tmp", "d"])
        {
            switch (random.Next(6))
            {
                case 0 or 1 when depth < 2:
                    folder.Children![name] = Random(random, depth + 1);
                    break;
                case 0 or 1 or 2:
                    folder.Children![name] = new TreeNode { Content = random.Next(2) == 0 ? "x" : "yy", Modified = Time(random) };
                    break;
                case 3:
                    folder.Children![name] = new TreeNode { Content = random.Next(2) == 0 ? "→a" : "→/etc", Modified = Time(random) };
                    break;
            }
        }

        return folder;
    }

    public static TreeNode Read(string path)
    {
        TreeNode folder = Folder(Ticks(path));
        foreach (FileSystemInfo entry in new DirectoryInfo(path).EnumerateFileSystemInfos())
        {
            folder.Children![entry.Name] = entry.LinkTarget is { } target ? new TreeNode { Content = "→" + target, Modified = Ticks(entry.FullName) }
                : entry is DirectoryInfo ? Read(entry.FullName)
                : new TreeNode { Content = File.ReadAllText(entry.FullName), Modified = Ticks(entry.FullName) };
        }

        return folder;
    }

    public void Write(string path)
    {
        if (Children is not null)
        {
            Directory.CreateDirectory(path);
            foreach ((string name, TreeNode child) in Children)
            {
                child.Write(Path.Combine(path, name));
            }

            Directory.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddTicks(Modified));
        }
        else if (Content.StartsWith('→'))
        {
            File.CreateSymbolicLink(path, Content[1..]);
        }
        else
        {
            File.WriteAllText(path, Content);
            File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddTicks(Modified));
        }
    }

    /// <summary>One line for each entry.</summary>
    public IEnumerable<string> Lines(bool folderTimes, string path = ".") => Children is null
        ? [$"{path} {Content}{(Content.StartsWith('→') ? "" : $" {Modified}")}"]
        : Children.SelectMany(child => child.Value.Lines(folderTimes, $"{path}/{child.Key}")).Prepend(folderTimes ? $"{path}/ {Modified}" : $"{path}/");

    private static long Time(Random random) => random.Next(1, 4) * 100 * TimeSpan.TicksPerSecond;

    // Of a link its own, not that of what it leads to.
    private static long Ticks(string path) => (new FileInfo(path).LastWriteTimeUtc - DateTime.UnixEpoch).Ticks;
}
