using SysOps.Files;
using SysOps.Files.Native;
using SysOps.Logs.Rules;

namespace SysOps.Logs.Rotating;

/// <summary>Small steps in an opened folder of logs.</summary>
internal static class LogFiles
{
    /// <summary>Null when there is none.</summary>
    public static FileFacts? TryReadFacts(this NativeFolder folder, ReadOnlySpan<byte> name)
    {
        try
        {
            return folder.ReadFacts(name);
        }
        catch (NativeException exception) when (exception.Error == NativeError.NoEntry)
        {
            return null;
        }
    }

    public static bool Has(this NativeFolder folder, ReadOnlySpan<byte> name) => folder.TryReadFacts(name) is not null;

    public static void RemoveIfThere(this NativeFolder folder, ReadOnlySpan<byte> name)
    {
        try
        {
            folder.Remove(name);
        }
        catch (NativeException exception) when (exception.Error == NativeError.NoEntry)
        {
            // It is gone already.
        }
    }

    /// <summary>Gives what was made its owner and mode. Only root gives files away, and nobody does with another's rights.</summary>
    public static void Dress(this NativeFile file, LogRule rule, uint owner, uint group, int mode)
    {
        FileFacts made = file.ReadFacts();
        if (rule.User is null && Environment.IsPrivilegedProcess && (made.OwnerId != owner || made.GroupId != group))
        {
            file.SetOwner(owner, group);
        }

        file.SetMode(mode);
    }
}
