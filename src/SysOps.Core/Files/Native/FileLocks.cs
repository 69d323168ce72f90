namespace SysOps.Files.Native;

/// <summary>Locks and leases of open files: who else has them.</summary>
public static class FileLocks
{
    private const int Exclusive = 2; // LOCK_EX
    private const int NonBlocking = 4; // LOCK_NB
    private const int SetLease = 1024; // F_SETLEASE
    private const int ReadLease = 0; // F_RDLCK
    private const int NoLease = 2; // F_UNLCK

    /// <summary>Takes the flock(2) of the file for this process alone; it is given back when the file is closed.</summary>
    /// <returns>False when somebody else has it.</returns>
    /// <exception cref="NativeException">The file system has no locks.</exception>
    public static bool TryLock(this NativeFile file)
    {
        if (LinuxCalls.Lock(file.Descriptor, Exclusive | NonBlocking) == 0)
        {
            return true;
        }

        return NativeError.Last == NativeError.TryAgain ? false : throw new NativeException("lock", file.Name, NativeError.Last);
    }

    /// <summary>
    /// Whether any process has the file open for writing, in whatever container it runs: the kernel grants a lease for reading only when none has.
    /// The file must have been opened for reading alone.
    /// </summary>
    /// <returns>Null when the kernel does not tell: another's file, or a file system without leases.</returns>
    public static bool? IsOpenForWriting(this NativeFile file)
    {
        if (LinuxCalls.Control(file.Descriptor, SetLease, ReadLease) == 0)
        {
            // Whoever opens it for writing in this moment waits only for this.
            _ = LinuxCalls.Control(file.Descriptor, SetLease, NoLease);
            return false;
        }

        return NativeError.Last == NativeError.TryAgain ? true : null;
    }
}
