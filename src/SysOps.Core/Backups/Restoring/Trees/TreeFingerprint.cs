using System.IO.Hashing;
using System.Runtime.InteropServices;
using SysOps.Files;
using SysOps.Files.Native;
using SysOps.Files.Walking;

namespace SysOps.Backups.Restoring.Trees;

/// <summary>A short text that changes with anything in a tree: a name, which file it is, its size, mode, time of modification.</summary>
internal sealed class TreeFingerprint
{
    private readonly XxHash128 _hash = new();
    private readonly bool _withChangeTimes;

    /// <param name="withChangeTimes">Whether the ctime counts too: a further name of the same file changes it.</param>
    public TreeFingerprint(bool withChangeTimes) => _withChangeTimes = withChangeTimes;

    /// <summary>Of what is there now, without the times that a hard link changes.</summary>
    public static string OfContent(NativeFolder? target, CancellationToken cancellationToken)
    {
        var fingerprint = new TreeFingerprint(withChangeTimes: false);
        foreach (WalkedEntry entry in TreePlanner.Walk(target))
        {
            cancellationToken.ThrowIfCancellationRequested();
            fingerprint.Add(entry);
        }

        return fingerprint.ToString();
    }

    public void Add(WalkedEntry entry)
    {
        FileFacts facts = entry.Facts;
        FileTime changed = _withChangeTimes ? facts.Changed : default;
        _hash.Append(entry.Path.Bytes);
        _hash.Append([0, (byte)facts.Kind]);
        ReadOnlySpan<long> figures =
        [
            (long)facts.Identity.Device, (long)facts.Identity.Inode, facts.Size, facts.Mode, facts.OwnerId, facts.GroupId,
            facts.Modified.Seconds, facts.Modified.Nanoseconds, changed.Seconds, changed.Nanoseconds,
        ];
        _hash.Append(MemoryMarshal.AsBytes(figures));
    }

    /// <inheritdoc />
    public override string ToString() => Convert.ToHexStringLower(_hash.GetCurrentHash());
}
