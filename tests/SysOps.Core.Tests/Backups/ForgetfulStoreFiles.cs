using SysOps.Backups.Repositories;

namespace SysOps.Core.Tests.Backups;

/// <summary>
/// A real store beside a model of what its disk holds for certain: of a file what was there when it was last synced, of a folder
/// any of the states that its names went through since it was last synced. A crash shows one such disk.
/// </summary>
internal sealed class ForgetfulStoreFiles : WrappedStoreFiles
{
    private readonly string _root;
    private readonly int _crashAt;
    private readonly ModelFolder _disk;
    private int _operations;

    /// <param name="root">A real folder; what lies in it already is safe.</param>
    /// <param name="crashAt">The number of the operation before which the machine stops.</param>
    public ForgetfulStoreFiles(string root, int crashAt)
    {
        _root = root;
        _crashAt = crashAt;
        _disk = ModelFolder.Read(root);
    }

    public bool HasCrashed { get; private set; }

    public override void CreateFolder(string path) => Do(() =>
    {
        base.CreateFolder(path);
        Change(path, names => names.SetItem(Path.GetFileName(path), new ModelFolder()));
    });

    public override IStoreFile CreateFile(string path)
    {
        ModelFile model = new();
        IStoreFile? file = null;
        Do(() =>
        {
            file = base.CreateFile(path);
            Change(path, names => names.SetItem(Path.GetFileName(path), model));
        });
        return new ForgetfulFile(file!, model, this);
    }

    public override void Rename(string source, string target) => Do(() =>
    {
        base.Rename(source, target);
        Move(source, target);
    });

    public override void Replace(string source, string target) => Do(() =>
    {
        base.Replace(source, target);
        Move(source, target);
    });

    public override void SyncFolder(string path) => Do(() =>
    {
        base.SyncFolder(path);
        FolderAt(path).Sync();
    });

    public override void DeleteFile(string path) => Do(() =>
    {
        base.DeleteFile(path);
        Change(path, names => names.Remove(Path.GetFileName(path)));
    });

    public override void DeleteFolder(string path) => Do(() =>
    {
        base.DeleteFolder(path);
        Change(path, names => names.Remove(Path.GetFileName(path)));
    });

    /// <summary>Writes one of the disks that may be found after the crash.</summary>
    public void WriteDisk(string folder, Func<int, int> choose) => _disk.Write(folder, choose);

    private void Do(Action operation)
    {
        if (_operations++ >= _crashAt)
        {
            HasCrashed = true;
            throw new IOException("The machine has stopped.");
        }

        operation();
    }

    private void Move(string source, string target)
    {
        ModelEntry entry = FolderAt(Path.GetDirectoryName(source)!).Names[Path.GetFileName(source)];
        if (Path.GetDirectoryName(source) == Path.GetDirectoryName(target))
        {
            // One step, for the disk too.
            Change(target, names => names.Remove(Path.GetFileName(source)).SetItem(Path.GetFileName(target), entry));
            return;
        }

        Change(target, names => names.SetItem(Path.GetFileName(target), entry));
        Change(source, names => names.Remove(Path.GetFileName(source)));
    }

    private void Change(string path, Func<System.Collections.Immutable.ImmutableSortedDictionary<string, ModelEntry>, System.Collections.Immutable.ImmutableSortedDictionary<string, ModelEntry>> change) =>
        FolderAt(Path.GetDirectoryName(path)!).Change(change);

    private ModelFolder FolderAt(string path) =>
        Path.GetRelativePath(_root, path).Split('/').Where(step => step != ".").Aggregate(_disk, (folder, step) => (ModelFolder)folder.Names[step]);

    private sealed class ForgetfulFile(IStoreFile real, ModelFile model, ForgetfulStoreFiles owner) : IStoreFile
    {
        public long Length => real.Length;

        public void Write(ReadOnlySpan<byte> content)
        {
            byte[] copy = content.ToArray();
            owner.Do(() =>
            {
                real.Write(copy);
                model.Content.AddRange(copy);
            });
        }

        public void Sync() => owner.Do(() =>
        {
            real.Sync();
            model.SafeLength = model.Content.Count;
        });

        public void Dispose() => real.Dispose();
    }
}
