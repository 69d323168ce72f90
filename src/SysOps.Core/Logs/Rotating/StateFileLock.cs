using System.Runtime.Versioning;
using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Logs.Rotating;

/// <summary>Opens a state file and takes its lock, as logrotate does: whoever has it is alone with the logs.</summary>
[SupportedOSPlatform("linux")]
internal static class StateFileLock
{
    public const int ReadableByOthers = 0b000_000_100;

    private const int NewMode = 0b110_100_000; // 0640

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Makes the file where there is none.</summary>
    /// <exception cref="SysOpsException">LogStateBusy.</exception>
    /// <exception cref="IOException">It cannot be opened, or is a link.</exception>
    public static NativeFile Take(NativeFolder folder, string path, StateLocking locking, CancellationToken cancellationToken)
    {
        byte[] name = PathText.Bytes(Path.GetFileName(path));
        while (true)
        {
            NativeFile file = OpenOrMake(folder, name);
            bool isCurrent = false;
            try
            {
                Lock(file, path, locking, cancellationToken);

                // Whoever had the lock before has put a new file in the place of this one.
                isCurrent = folder.TryReadFacts(name)?.Identity == file.ReadFacts().Identity;
                if (isCurrent)
                {
                    return file;
                }
            }
            finally
            {
                if (!isCurrent)
                {
                    file.Dispose();
                }
            }
        }
    }

    private static NativeFile OpenOrMake(NativeFolder folder, byte[] name)
    {
        try
        {
            return folder.OpenFile(name);
        }
        catch (NativeException exception) when (exception.Error == NativeError.NoEntry)
        {
            NativeFile file = folder.CreateFile(name);
            file.SetMode(NewMode);
            return file;
        }
    }

    private static void Lock(NativeFile file, string path, StateLocking locking, CancellationToken cancellationToken)
    {
        // One that others may read can be locked by anybody: logrotate does not trust it, and neither do we.
        if (locking is StateLocking.None || (file.ReadFacts().Mode & ReadableByOthers) != 0)
        {
            return;
        }

        while (!file.TryLock())
        {
            if (locking is StateLocking.Fail)
            {
                throw new SysOpsException(ErrorCatalogue.LogStateBusy, $"The state file '{path}' is locked: another rotation of these logs is at work.", "Repeat it later, or let it wait.", path);
            }

            cancellationToken.WaitHandle.WaitOne(Pause);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
