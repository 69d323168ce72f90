using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Logs.Removing;

/// <summary>One folder of a place, open, with the logs in it.</summary>
internal sealed class LogFolder : IDisposable
{
    private LogFolder(NativeFolder handle, PathBytes path)
    {
        Handle = handle;
        Path = path;
    }

    public NativeFolder Handle { get; }

    /// <summary>Below the place.</summary>
    public PathBytes Path { get; }

    public List<LogFile> Logs { get; } = [];

    /// <summary>The folders in it.</summary>
    public List<PathBytes> Folders { get; } = [];

    public FileTime Modified { get; private set; }

    /// <summary>How many names it has, whatever they stand for.</summary>
    public int Entries { get; private set; }

    /// <exception cref="NativeException">It is gone, or may not be read.</exception>
    public static LogFolder Read(NativeFolder root, PathBytes path, LogPlace place, bool withNeighbours)
    {
        LogFolder folder = new(root.OpenBeneath(path), path);
        try
        {
            folder.ReadNames(place, withNeighbours);
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public void Dispose() => Handle.Dispose();

    private void ReadNames(LogPlace place, bool withNeighbours)
    {
        Modified = Handle.ReadFacts().Modified;
        NameList names = Handle.ReadNames();
        Entries = names.Count;
        for (int index = 0; index < names.Count; index++)
        {
            if (names.KindOf(index) is null or FileKind.File && place.Selection.Select(names[index]) is { } selected && (withNeighbours || selected.Role is not LogRole.Neighbour))
            {
                AddLog(names[index], selected);
            }

            if (place.Recurse && IsFolder(names, index))
            {
                Folders.Add(Path.Append(names[index]));
            }
        }
    }

    private bool IsFolder(NameList names, int index) => names.KindOf(index) is { } kind ? kind is FileKind.Folder : TryReadFacts(names[index]) is { Kind: FileKind.Folder };

    // Links are never logs: what they lead to has a place of its own.
    private void AddLog(ReadOnlySpan<byte> name, SelectedLog selected)
    {
        if (TryReadFacts(name) is { Kind: FileKind.File } facts)
        {
            Logs.Add(new LogFile(name.ToArray(), selected, facts));
        }
    }

    // What vanished since the listing is no log any more.
    private FileFacts? TryReadFacts(ReadOnlySpan<byte> name)
    {
        try
        {
            return Handle.ReadFacts(name);
        }
        catch (NativeException exception) when (exception.Error == NativeError.NoEntry)
        {
            return null;
        }
    }
}
