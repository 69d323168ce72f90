using SysOps.Files;

namespace SysOps.Backups.Repositories;

/// <summary>Locks by flock(2): nothing is left behind by a process that was killed.</summary>
public sealed class KernelLockMethod : ILockMethod
{
    public LockAttempt Try(string repository, LockRequest request)
    {
        bool exclusive = request.Mode is RepositoryLockMode.Exclusive;
        LockFile file = LockFile.Open(Path.Combine(repository, StoreNames.Lock), write: exclusive);
        bool taken = false;
        try
        {
            if (!file.TryLock(exclusive))
            {
                return new LockAttempt(Taken: null, LockHolder.Read(file.Read()));
            }

            // A crash may leave a part of ours, which begins as a whole one does.
            if (file.Read() is { Length: > 0 } content && content[0] != '{')
            {
                throw new IOException("Its file 'lock' is not that of a backup repository, and is left as it is.");
            }

            LockHolder holder = LockHolder.Of(request);
            if (file.IsWritable)
            {
                file.Write(holder.Write());
            }

            taken = true;
            return new LockAttempt(new KernelLock(file, holder));
        }
        finally
        {
            if (!taken)
            {
                file.Dispose();
            }
        }
    }
}
