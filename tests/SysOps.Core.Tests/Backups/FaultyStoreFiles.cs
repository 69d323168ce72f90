using SysOps.Backups.Repositories;

namespace SysOps.Core.Tests.Backups;

/// <summary>A real store in which the operation of one number goes wrong. Looking whether a folder is there never does.</summary>
internal sealed class FaultyStoreFiles(int failing, StoreFault fault) : WrappedStoreFiles
{
    /// <summary>How many operations there were; with a number that is never reached this counts a whole run.</summary>
    public int Operations { get; private set; }

    public bool HasFailed { get; private set; }

    public override void CreateFolder(string path) => Do(() => base.CreateFolder(path));

    public override IStoreFile CreateFile(string path) => new FaultyFile(Do(() => base.CreateFile(path), undo: file => file.Dispose()), this);

    public override byte[] Read(string path, int maximumBytes) => Do(() => base.Read(path, maximumBytes));

    public override IReadOnlyList<StoreEntry> List(string folder) => Do(() => base.List(folder));

    public override void Rename(string source, string target) => Do(() => base.Rename(source, target));

    public override void Replace(string source, string target) => Do(() => base.Replace(source, target));

    public override void SyncFolder(string path) => Do(() => base.SyncFolder(path));

    public override void DeleteFile(string path) => Do(() => base.DeleteFile(path));

    public override void DeleteFolder(string path) => Do(() => base.DeleteFolder(path));

    private void Do(Action operation) => Do<object?>(() =>
    {
        operation();
        return null;
    });

    private void Do(Action operation, Action halfway)
    {
        if (fault is StoreFault.ShortWrite && Operations == failing)
        {
            halfway();
        }

        Do(operation);
    }

    private T Do<T>(Func<T> operation, Action<T>? undo = null)
    {
        if (!IsFailing())
        {
            return operation();
        }

        if (fault is StoreFault.FailAfterwards)
        {
            try
            {
                T done = operation();
                undo?.Invoke(done);
            }
            catch (FileNotFoundException)
            {
                // Of what is not there the disk says no more than of what is.
            }
        }

        throw new IOException("The disk has an error.");
    }

    private bool IsFailing()
    {
        int number = Operations++;
        bool fails = number == failing || (fault is StoreFault.DiskGone && number > failing);
        HasFailed |= fails;
        return fails;
    }

    private sealed class FaultyFile(IStoreFile real, FaultyStoreFiles owner) : IStoreFile
    {
        public long Length => owner.Do(() => real.Length);

        public void Write(ReadOnlySpan<byte> content)
        {
            byte[] copy = content.ToArray();
            owner.Do(() => real.Write(copy), halfway: () => real.Write(copy.AsSpan(0, copy.Length / 2)));
        }

        public void Sync() => owner.Do(real.Sync);

        public void Dispose() => real.Dispose();
    }
}
