using SysOps.Backups.Archives.Indexes;
using SysOps.Files.Native;

namespace SysOps.Backups.Archives.Reading;

/// <summary>What is to be restored, and where to.</summary>
public sealed record TreeExtractRequest
{
    /// <summary>The index: it names the archives that its entries are in.</summary>
    public required ArchiveBytes Index { get; init; }

    public required ArchiveSet Archives { get; init; }

    /// <summary>An open, empty folder of ours; left open. Nothing is written outside it, and nothing that exists in it is replaced.</summary>
    public required NativeFolder Destination { get; init; }

    /// <summary>Which entries; the folders above them come too. All when null.</summary>
    public Func<IndexEntry, bool>? Include { get; init; }

    /// <summary>Whether owners are set by their numbers. By itself as root only: nobody else may.</summary>
    public bool RestoreOwners { get; init; } = Environment.IsPrivilegedProcess;

    /// <summary>Whether devices are made. By itself as root only.</summary>
    public bool RestoreDevices { get; init; } = Environment.IsPrivilegedProcess;

    /// <summary>How many threads write; at most 12 are used.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Told of each entry, by one thread at a time, in no certain order.</summary>
    public Action<ExtractedEntry>? Extracted { get; init; }
}
