using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Indexes;
using SysOps.Files;
using SysOps.Files.Walking;

namespace SysOps.Backups.Restoring.Trees;

/// <summary>What a restore of a tree does with each entry: a pure rule of what the backup has, what is there, and what was asked for.</summary>
public sealed record TreeRules
{
    /// <summary>The reason of what no pattern names.</summary>
    internal const string NotAsked = "not asked for";

    public OverwriteMode Overwrite { get; init; }

    /// <summary>Whether what the backup does not have goes away.</summary>
    public bool Mirror { get; init; }

    /// <summary>Patterns of the paths to restore, each with all that is in it; empty for all.</summary>
    public IReadOnlyList<PathGlob> Include { get; init; } = [];

    /// <summary>What is left as it is, whatever the backup has.</summary>
    public TreeProtection Protection { get; init; } = TreeProtection.None;

    /// <summary>Whether devices may be made.</summary>
    public bool MayMakeDevices { get; init; } = Environment.IsPrivilegedProcess;

    /// <summary>Whether the path was asked for.</summary>
    public bool Includes(PathBytes path) => Include.Count == 0 || IncludesItself(path);

    public EntryDecision Decide(MergedEntry entry) => entry switch
    {
        { Stored: { } stored, Present: null } => Includes(stored.Path) ? Allowed(stored) ?? new EntryDecision(RestoreAction.Create) : new EntryDecision(RestoreAction.Keep, NotAsked),
        { Stored: { } stored, Present: { } present } => Decide(stored, present.Facts),
        _ => Decide(entry.Present!),
    };

    /// <summary>What is done where both have something.</summary>
    public EntryDecision Decide(IndexEntry stored, FileFacts present)
    {
        if (!Includes(stored.Path))
        {
            return new EntryDecision(RestoreAction.Keep, NotAsked);
        }

        if (Allowed(stored) is { } refused)
        {
            return refused;
        }

        bool isSameKind = KindOf(stored.Kind) == present.Kind;
        if (isSameKind && stored.Kind is EntryKind.Folder)
        {
            return new EntryDecision(RestoreAction.Keep);
        }

        return Overwrite switch
        {
            OverwriteMode.Never => new EntryDecision(RestoreAction.Keep, "it is there"),
            OverwriteMode.IfNewer when stored.Modified <= present.Modified => new EntryDecision(RestoreAction.Keep, "what is there is not older"),
            OverwriteMode.IfChanged when isSameKind && stored.Modified == present.Modified && (present.Kind is not FileKind.File || stored.Size == present.Size) =>
                new EntryDecision(RestoreAction.Keep, "unchanged"),
            _ when isSameKind => new EntryDecision(RestoreAction.Overwrite),
            _ => new EntryDecision(RestoreAction.Replace, $"a {NameOf(present.Kind)} becomes a {NameOf(KindOf(stored.Kind))}"),
        };
    }

    private EntryDecision Decide(WalkedEntry present) =>
        new(Mirror && !present.Path.IsRoot && Includes(present.Path) ? RestoreAction.Delete : RestoreAction.Keep, "the backup does not have it");

    private EntryDecision? Allowed(IndexEntry stored)
    {
        if (!stored.Path.IsSafe || (stored.Path.IsRoot && stored.Kind is not EntryKind.Folder))
        {
            return new EntryDecision(RestoreAction.Refuse, "its name leads out of the folder that is restored to");
        }

        if (stored.Kind is EntryKind.HardLink && PathBytes.Of(stored.Target.Span) is { } target && (target.IsRoot || !target.IsSafe))
        {
            return new EntryDecision(RestoreAction.Refuse, "a hard link that leads out of the folder that is restored to");
        }

        return stored.Kind is EntryKind.BlockDevice or EntryKind.CharacterDevice && !MayMakeDevices
            ? new EntryDecision(RestoreAction.Refuse, "only root makes devices")
            : null;
    }

    private bool IncludesItself(PathBytes path)
    {
        for (PathBytes at = path; !at.IsRoot; at = at.Parent)
        {
            if (Include.Any(glob => glob.Matches(at)))
            {
                return true;
            }
        }

        return false;
    }

    private static FileKind KindOf(EntryKind kind) => kind switch
    {
        EntryKind.File or EntryKind.HardLink => FileKind.File,
        EntryKind.Folder => FileKind.Folder,
        EntryKind.Link => FileKind.Link,
        EntryKind.Fifo => FileKind.Fifo,
        EntryKind.BlockDevice => FileKind.BlockDevice,
        _ => FileKind.CharacterDevice,
    };

    private static string NameOf(FileKind kind) => kind switch
    {
        FileKind.Link => "symbolic link",
        FileKind.Fifo => "FIFO",
        FileKind.BlockDevice or FileKind.CharacterDevice => "device",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
