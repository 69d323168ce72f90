using SysOps.Backups.Archives.Indexes;
using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Backups.Archives.Reading;

/// <summary>
/// Makes folders before what is in them, and finishes them after it: a mode may forbid writing, a default ACL would be inherited, and
/// everything that is made in a folder changes its time. One thread.
/// </summary>
internal sealed class FolderMaker
{
    private readonly TreeExtractRequest _request;
    private readonly ExtractLedger _ledger;
    private readonly MetadataRestorer _metadata;
    private readonly Stack<Level> _levels = new();
    private readonly HashSet<PathBytes> _implied = [];
    private readonly Queue<(IndexEntry Folder, int After)> _left = new();

    public FolderMaker(TreeExtractRequest request, ExtractLedger ledger, EntryCursor cursor)
    {
        _request = request;
        _ledger = ledger;
        _metadata = new MetadataRestorer(request, cursor);
    }

    /// <summary>Leaves the folders that the path is not in.</summary>
    /// <param name="path">Where the index is now.</param>
    /// <param name="run">The run that is being filled: a folder is finished when that is done.</param>
    public void LeaveFor(PathBytes path, int run)
    {
        while (_levels.TryPeek(out Level? level) && !path.IsWithin(level.Entry.Path))
        {
            LeaveOne(run);
        }
    }

    /// <summary>Remembers a folder of the index; it is made when it, or something in it, is wanted.</summary>
    public void Enter(IndexEntry folder, bool isWanted)
    {
        _levels.Push(new Level(folder));
        if (isWanted)
        {
            MakeParents(folder.Path);
        }
    }

    /// <summary>Makes the folders that the path is in, as far as the index told of them.</summary>
    public void MakeParents(PathBytes path)
    {
        foreach (Level level in _levels.Reverse().Where(level => level.State == LevelState.Open && path.IsWithin(level.Entry.Path)))
        {
            level.State = Make(level.Entry) ? LevelState.Made : LevelState.Failed;
        }

        PathBytes parent = path.Parent;
        if (!parent.IsRoot && (!_levels.TryPeek(out Level? last) || last.Entry.Path != parent))
        {
            MakeImplied(parent);
        }
    }

    /// <summary>Finishes the folders that were left and whose content is made.</summary>
    public void FinishThrough(int run)
    {
        while (_left.TryPeek(out (IndexEntry Folder, int After) left) && left.After <= run)
        {
            _left.Dequeue();
            Finish(left.Folder);
        }
    }

    public void LeaveAll(int run)
    {
        while (_levels.Count > 0)
        {
            LeaveOne(run);
        }
    }

    private void LeaveOne(int run)
    {
        Level level = _levels.Pop();
        if (level.State == LevelState.Made)
        {
            _left.Enqueue((level.Entry, run));
        }
    }

    // Folders that the index does not tell of. One that is there already may be anything: the way through it is refused later if it is no folder.
    private void MakeImplied(PathBytes path)
    {
        if (path.IsRoot || !_implied.Add(path))
        {
            return;
        }

        MakeImplied(path.Parent);
        try
        {
            using NativeFolder parent = _request.Destination.OpenBeneath(path.Parent);
            parent.CreateFolder(path.Name);
        }
        catch (NativeException exception) when (exception.Error != NativeError.NoSpace)
        {
            // What is to be made in it says why it cannot be.
        }
    }

    private bool Make(IndexEntry entry)
    {
        if (entry.Path.IsRoot)
        {
            return true;
        }

        try
        {
            using NativeFolder parent = _request.Destination.OpenBeneath(entry.Path.Parent);
            parent.CreateFolder(entry.Path.Name);
            return true;
        }
        catch (NativeException exception) when (exception.Error != NativeError.NoSpace)
        {
            _ledger.Add(Outcomes.Of(entry, exception));
            return false;
        }
    }

    private void Finish(IndexEntry entry)
    {
        try
        {
            using NativeFolder folder = _request.Destination.OpenBeneath(entry.Path);
            string? loss = _metadata.Restore(entry, folder);
            _ledger.Add(new ExtractedEntry(entry, loss is null ? ExtractOutcome.Restored : ExtractOutcome.Incomplete, loss));
        }
        catch (ArchiveCorruptException exception)
        {
            _ledger.Add(new ExtractedEntry(entry, ExtractOutcome.Corrupt, exception.Message));
        }
        catch (NativeException exception) when (exception.Error != NativeError.NoSpace)
        {
            _ledger.Add(Outcomes.Of(entry, exception));
        }
    }

    private enum LevelState
    {
        Open,
        Made,
        Failed,
    }

    private sealed class Level(IndexEntry entry)
    {
        public IndexEntry Entry { get; } = entry;

        public LevelState State { get; set; }
    }
}
