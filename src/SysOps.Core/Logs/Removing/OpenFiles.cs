using System.Runtime.Versioning;
using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Logs.Removing;

/// <summary>The files that processes have open, as /proc shows them.</summary>
/// <param name="Identities">Of every regular file that some process has open.</param>
/// <param name="IsComplete">Whether every process of the machine could be looked at: only root can, and not from within a container.</param>
public sealed record OpenFiles(IReadOnlySet<FileIdentity> Identities, bool IsComplete)
{
    // The number of the first namespace is fixed: include/linux/proc_ns.h, PROC_PID_INIT_INO.
    private const string FirstNamespace = "pid:[4026531836]";

    /// <summary>Looks at all processes.</summary>
    [SupportedOSPlatform("linux")]
    public static OpenFiles Read(CancellationToken cancellationToken)
    {
        HashSet<FileIdentity> identities = [];
        if (!Directory.Exists("/proc/self"))
        {
            return new OpenFiles(identities, IsComplete: false);
        }

        bool complete = new FileInfo("/proc/self/ns/pid").LinkTarget == FirstNamespace && FileStatus.CurrentUserId == 0;
        foreach (string process in Directory.EnumerateDirectories("/proc"))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (char.IsAsciiDigit(Path.GetFileName(process)[0]))
            {
                complete &= TryAdd($"{process}/fd", identities);
            }
        }

        return new OpenFiles(identities, complete);
    }

    // False when the process does not show what it has open; one that ended meanwhile has nothing open.
    private static bool TryAdd(string folder, HashSet<FileIdentity> identities)
    {
        try
        {
            using NativeFolder descriptors = NativeFolder.Open(folder);
            NameList names = descriptors.ReadNames();
            for (int index = 0; index < names.Count; index++)
            {
                // The kernel denies what belongs to a process that has just ended.
                if (!TryAdd(descriptors, names[index], identities))
                {
                    return descriptors.ReadNames().Count == 0;
                }
            }

            return true;
        }
        catch (NativeException exception)
        {
            return IsGone(exception);
        }
    }

    private static bool TryAdd(NativeFolder descriptors, ReadOnlySpan<byte> name, HashSet<FileIdentity> identities)
    {
        try
        {
            FileFacts facts = descriptors.ReadTargetFacts(name);
            if (facts.Kind is FileKind.File)
            {
                identities.Add(facts.Identity);
            }

            return true;
        }
        catch (NativeException exception)
        {
            return IsGone(exception);
        }
    }

    private static bool IsGone(NativeException exception) => exception.Error == NativeError.NoEntry || exception.Error == NativeError.NoProcess;
}
