using SysOps.Backups.Restoring;
using SysOps.Files;

namespace SysOps.Core.Tests.Backups.Restoring.Trees;

/// <summary>What a restore must come to, said a second time: folder by folder in memory, without streams, indexes or swaps.</summary>
internal sealed class RestoreModel
{
    public required OverwriteMode Overwrite { get; init; }

    public required bool Mirror { get; init; }

    public required string[] Include { get; init; }

    public required string[] Exclude { get; init; }

    public TreeNode Restore(TreeNode old, TreeNode backup)
    {
        TreeNode result = TreeNode.Folder();
        foreach (string name in old.Children!.Keys.Union(backup.Children!.Keys, StringComparer.Ordinal))
        {
            if (Restore(name, old.Children.GetValueOrDefault(name), backup.Children.GetValueOrDefault(name)) is { } node)
            {
                result.Children![name] = node;
            }
        }

        return result;
    }

    // Null: there is nothing in the end.
    private TreeNode? Restore(string path, TreeNode? old, TreeNode? backup)
    {
        if (old is not null && Matches(Exclude, path))
        {
            return old;
        }

        bool isAsked = Include.Length == 0 || IsIncluded(path);
        if (old is null)
        {
            return backup!.IsFolder ? Created(path, backup, isAsked) : isAsked ? backup : null;
        }

        if (backup is null)
        {
            return Mirror && isAsked && !HoldsExcluded(path, old) ? null : old.IsFolder ? Descend(path, old, TreeNode.Folder()) : old;
        }

        if (old.IsFolder && backup.IsFolder)
        {
            return Descend(path, old, backup);
        }

        if (!isAsked)
        {
            return old.IsFolder ? Descend(path, old, TreeNode.Folder()) : old;
        }

        return Takes(old, backup) && !(old.IsFolder && HoldsExcluded(path, old)) ? backup : old;
    }

    private TreeNode? Created(string path, TreeNode backup, bool isAsked)
    {
        TreeNode made = Descend(path, TreeNode.Folder(), backup);
        return isAsked || made.Children!.Count > 0 ? made : null;
    }

    private TreeNode Descend(string path, TreeNode old, TreeNode backup)
    {
        TreeNode result = TreeNode.Folder();
        foreach (string name in old.Children!.Keys.Union(backup.Children!.Keys, StringComparer.Ordinal))
        {
            if (Restore($"{path}/{name}", old.Children.GetValueOrDefault(name), backup.Children.GetValueOrDefault(name)) is { } node)
            {
                result.Children![name] = node;
            }
        }

        return result;
    }

    private bool Takes(TreeNode old, TreeNode backup) => Overwrite switch
    {
        OverwriteMode.Never => false,
        OverwriteMode.IfNewer => backup.Modified > old.Modified,
        OverwriteMode.IfChanged => KindOf(old) != KindOf(backup) || old.Modified != backup.Modified || (KindOf(old) == 'f' && old.Content.Length != backup.Content.Length),
        _ => true,
    };

    private bool HoldsExcluded(string path, TreeNode node) =>
        node.Children?.Any(child => Matches(Exclude, $"{path}/{child.Key}") || HoldsExcluded($"{path}/{child.Key}", child.Value)) == true;

    private bool IsIncluded(string path) => Matches(Include, path) || (path.Contains('/', StringComparison.Ordinal) && IsIncluded(path[..path.LastIndexOf('/')]));

    private static bool Matches(string[] patterns, string path) => patterns.Any(pattern => new PathGlob(pattern).Matches(PathBytes.Of(path)));

    private static char KindOf(TreeNode node) => node.IsFolder ? 'd' : node.Content.StartsWith('→') ? 'l' : 'f';
}
