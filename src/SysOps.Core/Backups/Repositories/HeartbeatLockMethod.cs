using SysOps.Files;

namespace SysOps.Backups.Repositories;

/// <summary>
/// Locks by files, for file systems where flock does not reach other machines. A writer makes <c>lock.exclusive</c>, which only
/// one can; a reader makes <c>lock.shared.…</c>; each then looks for the other kind, and gives way. Whoever holds
/// one renews it every 30 seconds; after 10 minutes without, it may be broken by force.
/// </summary>
public sealed class HeartbeatLockMethod : ILockMethod
{
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan Stale = TimeSpan.FromMinutes(10);

    private const string ExclusiveName = StoreNames.Lock + ".exclusive";
    private const string SharedPrefix = StoreNames.Lock + ".shared.";

    public LockAttempt Try(string repository, LockRequest request)
    {
        LockHolder holder = LockHolder.Of(request);
        bool exclusive = request.Mode is RepositoryLockMode.Exclusive;
        string own = Path.Combine(repository, exclusive ? ExclusiveName : SharedPrefix + holder.Id.ToString("n"));
        if (Conflict(repository, request, Others(repository, everyone: exclusive)) is { } before)
        {
            return before;
        }

        if (!TryCreate(own, holder))
        {
            return new LockAttempt(Taken: null, ReadHolder(own));
        }

        // The other kind may have come between the look and the file.
        if (Conflict(repository, request, Others(repository, everyone: exclusive).Where(path => path != own)) is { } after)
        {
            File.Delete(own);
            return after;
        }

        return new LockAttempt(new HeartbeatLock(own, holder, request.Time));
    }

    private static IEnumerable<string> Others(string repository, bool everyone) =>
        Directory.EnumerateFiles(repository, everyone ? StoreNames.Lock + ".*" : ExclusiveName)
            .Where(path => Path.GetFileName(path) is var name && (name == ExclusiveName || name.StartsWith(SharedPrefix, StringComparison.Ordinal)));

    private static LockAttempt? Conflict(string repository, LockRequest request, IEnumerable<string> others)
    {
        foreach (string other in others)
        {
            LockHolder? holder = ReadHolder(other);
            bool stale = IsStale(repository, other);
            if (!stale || !request.Force || !TryBreak(other, holder))
            {
                return new LockAttempt(Taken: null, holder, stale);
            }
        }

        return null;
    }

    private static bool TryCreate(string path, LockHolder holder)
    {
        try
        {
            using StoreFile file = new(path);
            file.Write(holder.Write());
            file.Sync();
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    private static LockHolder? ReadHolder(string path)
    {
        try
        {
            return LockHolder.Read(File.ReadAllBytes(path));
        }
        catch (FileNotFoundException)
        {
            // It was given back just now; the next attempt will see.
            return null;
        }
    }

    /// <summary>By the file system's own clock, which a new file tells: the clocks of two machines differ.</summary>
    private static bool IsStale(string repository, string path)
    {
        string probe = Path.Combine(repository, StoreNames.TemporaryOf(StoreNames.Lock));
        try
        {
            using (StoreFile file = new(probe))
            {
                file.Write("clock\n"u8);
            }

            FileInfo lockFile = new(path);
            return lockFile.Exists && File.GetLastWriteTimeUtc(probe) - lockFile.LastWriteTimeUtc > Stale;
        }
        finally
        {
            File.Delete(probe);
        }
    }

    // Another who breaks it too may have made its own lock meanwhile: only the one that was judged may go.
    private static bool TryBreak(string path, LockHolder? judged)
    {
        string broken = Path.Combine(Path.GetDirectoryName(path)!, StoreNames.TemporaryOf(StoreNames.Lock));
        try
        {
            ExclusiveRename.Rename(path, broken);
        }
        catch (IOException) when (!File.Exists(path))
        {
            return true;
        }

        if (ReadHolder(broken)?.Id != judged?.Id)
        {
            ExclusiveRename.Rename(broken, path);
            return false;
        }

        File.Delete(broken);
        return true;
    }
}
