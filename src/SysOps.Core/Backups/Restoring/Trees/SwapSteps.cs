using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Backups.Restoring.Trees;

/// <summary>Finds the renames that put a staged tree in place below a folder that stays: whole subtrees where nothing is there yet, single entries elsewhere.</summary>
internal sealed class SwapSteps
{
    private readonly NativeFolder _root;
    private readonly PathBytes _staged;
    private readonly List<SwapStep> _steps = [];

    private SwapSteps(NativeFolder root, PathBytes staged)
    {
        _root = root;
        _staged = staged;
    }

    /// <param name="root">The folder that is restored into.</param>
    /// <param name="staged">The staged tree, below the root.</param>
    public static IReadOnlyList<SwapStep> Of(NativeFolder root, PathBytes staged)
    {
        var steps = new SwapSteps(root, staged);
        steps.Descend(PathBytes.Root);
        return steps._steps;
    }

    private void Descend(PathBytes folder)
    {
        NameList names;
        using (NativeFolder staged = _root.OpenBeneath(Staged(folder)))
        {
            names = staged.ReadNames();
        }

        for (int index = 0; index < names.Count; index++)
        {
            Add(folder.Append(names[index]));
        }
    }

    private void Add(PathBytes path)
    {
        FileFacts staged = FactsAt(Staged(path))!.Value;
        FileFacts? present = FactsAt(path);
        if (staged.Kind is FileKind.Folder && present?.Kind is FileKind.Folder)
        {
            Descend(path);
            return;
        }

        _steps.Add(new SwapStep { Target = path, Staged = Staged(path), Old = present?.Identity, New = staged.Identity });
    }

    private FileFacts? FactsAt(PathBytes path)
    {
        try
        {
            using NativeFolder folder = _root.OpenBeneath(path.Parent);
            return folder.ReadFacts(path.Name);
        }
        catch (NativeException exception) when (exception.Error == NativeError.NoEntry)
        {
            return null;
        }
    }

    private PathBytes Staged(PathBytes path) => path.IsRoot ? _staged : PathBytes.Of([.. _staged.Bytes, (byte)'/', .. path.Bytes]);
}
