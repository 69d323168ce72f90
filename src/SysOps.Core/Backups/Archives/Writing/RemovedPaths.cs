using SysOps.Backups.Archives.Indexes;

namespace SysOps.Backups.Archives.Writing;

/// <summary>Writes the paths that are no more, each ended by a zero: given in their order, written with what is in a folder before the folder.</summary>
internal sealed class RemovedPaths(Stream output)
{
    private readonly Stack<IndexEntry> _folders = new();

    public void Add(IndexEntry entry)
    {
        while (_folders.TryPeek(out IndexEntry? folder) && !entry.Path.IsWithin(folder.Path))
        {
            Write(_folders.Pop());
        }

        if (entry.Kind == EntryKind.Folder)
        {
            _folders.Push(entry);
        }
        else
        {
            Write(entry);
        }
    }

    public void Complete()
    {
        while (_folders.TryPop(out IndexEntry? folder))
        {
            Write(folder);
        }
    }

    private void Write(IndexEntry entry)
    {
        output.Write(entry.Path.Bytes);
        output.WriteByte(0);
    }
}
