using System.Runtime.CompilerServices;
using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Logs.Removing;

/// <summary>Reads the folders of a place, some at once, and gives them in the order of their depth and name. No link is followed below the place.</summary>
internal sealed class LogWalk(LogPlace place, bool withNeighbours)
{
    /// <summary>How many folders are read or emptied at once.</summary>
    public static int Workers { get; } = Math.Max(2, Environment.ProcessorCount);

    /// <param name="failed">Told of each folder that could not be read; the walk goes on.</param>
    /// <param name="cancellationToken">Ends it between two folders.</param>
    /// <returns>Each to be disposed by who took it.</returns>
    /// <exception cref="NativeException">There is no such place, or it may not be opened.</exception>
    public async IAsyncEnumerable<LogFolder> FoldersAsync(Func<string, NativeException, Task> failed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using NativeFolder root = NativeFolder.Open(place.Folder);
        Queue<PathBytes> waiting = new([PathBytes.Root]);
        Queue<(PathBytes Path, Task<LogFolder> Reading)> reading = new();
        try
        {
            while (waiting.Count + reading.Count > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                while (reading.Count < 2 * Workers && waiting.TryDequeue(out PathBytes? path))
                {
                    reading.Enqueue((path, Task.Run(() => LogFolder.Read(root, path, place, withNeighbours), CancellationToken.None)));
                }

                (PathBytes at, Task<LogFolder> task) = reading.Dequeue();
                LogFolder folder;
                try
                {
                    folder = await task.ConfigureAwait(false);
                }
                catch (NativeException exception)
                {
                    await failed(LogPath.Of(place.Folder, at), exception).ConfigureAwait(false);
                    continue;
                }

                folder.Folders.ForEach(waiting.Enqueue);
                yield return folder;
            }
        }
        finally
        {
            foreach ((_, Task<LogFolder> left) in reading)
            {
                await ((Task)left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                (left.IsCompletedSuccessfully ? await left.ConfigureAwait(false) : null)?.Dispose();
            }
        }
    }
}
