namespace SysOps.Tests.Backups.Durability;

/// <summary>What a disk may have forgotten after a power cut: contents since they were synced, and what is in a folder since that was.</summary>
internal sealed class DiskModel
{
    private readonly HashSet<string> _unsynced = new(StringComparer.Ordinal);

    /// <summary>Full paths of files and folders that were changed and not synced since.</summary>
    public IReadOnlyCollection<string> Unsynced => _unsynced;

    public void Apply(FileCall call)
    {
        switch (call.Name)
        {
            case "syncfs":
                _unsynced.Clear();
                break;
            case "fsync" or "fdatasync":
                _unsynced.Remove(call.Path);
                break;
            case "rename" or "renameat" or "renameat2":
                Move(call.Path, call.Other!, call.IsExchange);
                Touch(call.Path, call.Other!);
                break;
            case "unlink" or "unlinkat" or "rmdir":
                _unsynced.RemoveWhere(path => IsAtOrBelow(path, call.Path));
                Touch(call.Path);
                break;
            case "linkat" or "symlinkat" or "mknodat" or "mkdir" or "mkdirat" or "openat" or "openat2":
                Touch(call.Other ?? call.Path);
                break;
            default:
                _unsynced.Add(call.Path);
                break;
        }
    }

    private void Move(string from, string to, bool isExchange)
    {
        string[] moved = [.. _unsynced.Where(path => IsAtOrBelow(path, from))];
        string[] back = isExchange ? [.. _unsynced.Where(path => IsAtOrBelow(path, to))] : [];
        _unsynced.RemoveWhere(path => IsAtOrBelow(path, from) || IsAtOrBelow(path, to));
        _unsynced.UnionWith(moved.Select(path => to + path[from.Length..]));
        _unsynced.UnionWith(back.Select(path => from + path[to.Length..]));
    }

    private void Touch(params string[] paths) => _unsynced.UnionWith(paths.Select(path => Path.GetDirectoryName(path)!));

    private static bool IsAtOrBelow(string path, string folder) => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);
}
