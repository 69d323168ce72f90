using System.Runtime.InteropServices;

namespace SysOps.Testing;

/// <summary>A thread with no more rights to files than anybody has: on Linux they are a thread's, and a run as root would not notice a missing one.</summary>
public static partial class UnprivilegedThread
{
    private const uint Nobody = 65534;

    /// <summary>What the work returns; it must not leave its thread.</summary>
    public static T Run<T>(Func<T> work)
    {
        T result = default!;
        var thread = new Thread(() =>
        {
            // Without privilege it changes nothing, and the modes of the files are enough.
            _ = SetFileUser(Nobody);
            result = work();
        });
        thread.Start();
        thread.Join();
        return result;
    }

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetFileUser(uint user);
}
