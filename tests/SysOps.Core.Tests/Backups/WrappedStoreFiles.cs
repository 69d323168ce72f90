using SysOps.Backups.Repositories;

namespace SysOps.Core.Tests.Backups;

/// <summary>The real store, for tests that change a part of what it does.</summary>
internal abstract class WrappedStoreFiles : IStoreFiles
{
    protected StoreFiles Real { get; } = new();

    public virtual void CreateFolder(string path) => Real.CreateFolder(path);

    public virtual IStoreFile CreateFile(string path) => Real.CreateFile(path);

    public virtual byte[] Read(string path, int maximumBytes) => Real.Read(path, maximumBytes);

    public virtual bool FolderExists(string path) => Real.FolderExists(path);

    public virtual IReadOnlyList<StoreEntry> List(string folder) => Real.List(folder);

    public virtual void Rename(string source, string target) => Real.Rename(source, target);

    public virtual void Replace(string source, string target) => Real.Replace(source, target);

    public virtual void SyncFolder(string path) => Real.SyncFolder(path);

    public virtual void DeleteFile(string path) => Real.DeleteFile(path);

    public virtual void DeleteFolder(string path) => Real.DeleteFolder(path);

    public virtual StoreSpace SpaceOf(string path) => Real.SpaceOf(path);
}
