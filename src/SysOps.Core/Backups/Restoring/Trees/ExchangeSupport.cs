using SysOps.Files.Native;

namespace SysOps.Backups.Restoring.Trees;

/// <summary>Finds out whether a file system exchanges two names in one step, before anything depends on it.</summary>
internal static class ExchangeSupport
{
    /// <exception cref="SysOpsException">RestoreNotPossible: it does not.</exception>
    public static void Require(NativeFolder staging, string root)
    {
        staging.CreateFolder("probe-a"u8);
        staging.CreateFolder("probe-b"u8);
        try
        {
            staging.ExchangeNames("probe-a"u8, staging, "probe-b"u8);
        }
        catch (NativeException exception) when (exception.Error == NativeError.Invalid || exception.Error == NativeError.NotImplemented || exception.Error == NativeError.NotSupported)
        {
            throw new SysOpsException(
                ErrorCatalogue.RestoreNotPossible, $"The file system of '{root}' cannot exchange two names in one step, so a restore there could not be taken back.", "Restore to another folder with -Destination, and move the files from there.", root, exception);
        }

        staging.RemoveFolder("probe-a"u8);
        staging.RemoveFolder("probe-b"u8);
    }
}
