using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Logs.Removing;

/// <summary>The folders below a place that a removal leaves empty, and their removal from the deepest up. The place itself stays.</summary>
internal sealed class EmptyFolders(string place, DateTimeOffset now, bool planOnly)
{
    private readonly Dictionary<PathBytes, (int Left, bool Touched, FileTime Modified)> _folders = [];

    /// <param name="folder">One that was gone through.</param>
    /// <param name="removed">How many of its entries went.</param>
    public void Note(LogFolder folder, int removed) => _folders[folder.Path] = (folder.Entries - removed, removed > 0, folder.Modified);

    /// <exception cref="NativeException">The place cannot be opened any more.</exception>
    public async Task RemoveAsync(ILogRemovalPort port, CancellationToken cancellationToken)
    {
        using NativeFolder root = NativeFolder.Open(place);

        // Whatever is in a folder comes after it.
        foreach (PathBytes path in _folders.Keys.Where(path => !path.IsRoot).OrderDescending().ToArray())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_folders[path] is { Left: 0, Touched: true } && await TryRemoveAsync(root, path, port).ConfigureAwait(false))
            {
                (int left, _, FileTime modified) = _folders[path.Parent];
                _folders[path.Parent] = (left - 1, true, modified);
            }
        }
    }

    private async Task<bool> TryRemoveAsync(NativeFolder root, PathBytes path, ILogRemovalPort port)
    {
        DateTimeOffset modified = _folders[path].Modified.ToDateTimeOffset();
        RemovedLog planned = new()
        {
            Path = LogPath.Of(place, path),
            SizeBytes = 0,
            Age = modified < now ? now - modified : TimeSpan.Zero,
            Modified = modified.LocalDateTime,
            Reason = "left empty",
            IsFolder = true,
            Outcome = LogRemovalOutcome.Planned,
        };
        if (!(await port.ConfirmAsync([planned]).ConfigureAwait(false))[0] && !planOnly)
        {
            return false;
        }

        try
        {
            RemovedLog done = planOnly ? planned : Remove(root, path, planned);
            await port.ReportAsync([done]).ConfigureAwait(false);
            return true;
        }
        catch (NativeException exception) when (exception.Error == NativeError.NotEmpty || exception.Error == NativeError.NoEntry)
        {
            // Somebody else wrote into it or removed it: then there is nothing to do.
            return false;
        }
        catch (NativeException exception)
        {
            await port.ReportErrorAsync(new SysOpsException(ErrorCatalogue.LogRemovalFailed, $"The empty folder '{planned.Path}' could not be removed: {exception.Error.Message}.", "Check the owner and mode of the folder above it.", planned.Path, exception)).ConfigureAwait(false);
            return false;
        }
    }

    private static RemovedLog Remove(NativeFolder root, PathBytes path, RemovedLog planned)
    {
        using NativeFolder parent = root.OpenBeneath(path.Parent);
        parent.RemoveFolder(path.Name);
        return planned with { Outcome = LogRemovalOutcome.Removed };
    }
}
