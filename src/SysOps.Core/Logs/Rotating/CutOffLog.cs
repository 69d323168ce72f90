using System.Runtime.Versioning;
using SysOps.Files;
using SysOps.Files.Native;
using SysOps.Logs.Rules;

namespace SysOps.Logs.Rotating;

/// <summary>A log that a run which was cut off had taken out of its place already, and not yet put among the generations.</summary>
[SupportedOSPlatform("linux")]
internal static class CutOffLog
{
    /// <summary>The name that the log has now; null when no run was cut off. What such a run made and nobody needs is put in order.</summary>
    /// <exception cref="IOException">Something else has one of our names.</exception>
    public static byte[]? Find(RotationRun run, LogRule rule, NativeFolder folder, string log)
    {
        byte[] fresh = UnfinishedNames.NewLog(log);
        if (folder.TryReadFacts(fresh) is { } facts)
        {
            Require(facts, fresh);
            if (facts.Size > 0 || run.MayBeWritten(folder, fresh))
            {
                return fresh;
            }

            if (!run.PlanOnly)
            {
                PutInOrder(folder, fresh, PathText.Bytes(log));
            }
        }

        byte[] renamed = UnfinishedNames.Renamed(log);
        if (rule.Method is RotationMethod.RenameCopy && folder.TryReadFacts(renamed) is { } left)
        {
            Require(left, renamed);
            return renamed;
        }

        return null;
    }

    // The new log, still empty: it comes into a place that is empty, and goes where it was not used.
    private static void PutInOrder(NativeFolder folder, byte[] fresh, byte[] log)
    {
        if (folder.Has(log))
        {
            folder.Remove(fresh);
        }
        else
        {
            folder.Rename(fresh, folder, log);
        }
    }

    private static void Require(FileFacts facts, byte[] name)
    {
        if (facts.Kind is not FileKind.File)
        {
            throw new RotationException($"'{PathDisplay.Of(name)}' is in the way, and is no file.");
        }
    }
}
