using Microsoft.Extensions.Logging;
using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Logs.Removing;

/// <summary>What is to go from one folder, and the removal of it by names within the folder as it was opened.</summary>
internal sealed class FolderRemoval(LogFolder folder, IReadOnlyList<(LogFile Log, RemovedLog Planned)> going, ILogger logger) : IDisposable
{
    public LogFolder Folder => folder;

    public IReadOnlyList<RemovedLog> Planned { get; } = [.. going.Select(pair => pair.Planned)];

    public void Dispose() => folder.Dispose();

    /// <param name="confirmed">Of each that is planned, in order.</param>
    /// <param name="cancellationToken">Ends it between two files.</param>
    public FolderOutcome Remove(bool[] confirmed, CancellationToken cancellationToken)
    {
        FolderOutcome outcome = new([]);
        for (int index = 0; index < going.Count && !cancellationToken.IsCancellationRequested; index++)
        {
            if (confirmed[index])
            {
                Remove(going[index].Log, going[index].Planned, outcome);
            }
        }

        return outcome;
    }

    private void Remove(LogFile log, RemovedLog planned, FolderOutcome outcome)
    {
        try
        {
            // A rotation gives the name to a younger generation.
            FileFacts facts = folder.Handle.ReadFacts(log.Name);
            if (facts.Identity != log.Facts.Identity || facts.Modified != log.Facts.Modified)
            {
                RemovalLog.Changed(logger, planned.Path);
                return;
            }

            folder.Handle.Remove(log.Name);
            outcome.Removed.Add(planned with { Outcome = LogRemovalOutcome.Removed });
        }
        catch (NativeException exception) when (exception.Error == NativeError.NoEntry)
        {
            RemovalLog.Vanished(logger, planned.Path);
        }
        catch (NativeException exception)
        {
            outcome.Errors.Add(new SysOpsException(ErrorCatalogue.LogRemovalFailed, $"The log '{planned.Path}' could not be removed: {exception.Error.Message}.", "Check its owner, the folder's mode and its attributes (lsattr), and run it again.", planned.Path, exception));
        }
    }
}
