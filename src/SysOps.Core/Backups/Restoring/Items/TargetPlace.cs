using System.ComponentModel;
using SysOps.Backups.Components;
using SysOps.Backups.Restoring.Trees;
using SysOps.Files;
using SysOps.Files.Walking;

namespace SysOps.Backups.Restoring.Items;

/// <summary>Where a tree is restored to, how it takes its place there, and what stands against it.</summary>
internal sealed class TargetPlace
{
    private readonly RestoreContext _context;
    private readonly string[] _mounts;
    private readonly string _repository;

    public TargetPlace(RestoreContext context, string path)
    {
        _context = context;
        Path = Resolve(path);
        _repository = Resolve(context.Request.Repository);
        _mounts = [.. MountPoints.Read()];
        Exists = Directory.Exists(Path);
        Method = Exists && MustStay ? RestoreMethod.SwapEntries : RestoreMethod.SwapFolder;
    }

    /// <summary>Full path, links resolved as far as it exists.</summary>
    public string Path { get; }

    public bool Exists { get; }

    public RestoreMethod Method { get; }

    /// <summary>Full path for what is replaced; nothing is there yet.</summary>
    public string Previous => PreviousName.Of(StaysInside ? System.IO.Path.Combine(Path, ".sysops") : Path, _context.Now);

    /// <summary>Where files are staged: a folder that exists.</summary>
    public string StagedIn => ExistingFolder(Method is RestoreMethod.SwapEntries ? Path : Parent);

    private string Parent => System.IO.Path.GetDirectoryName(Path) ?? "/";

    private bool IsMountPoint => _mounts.Contains(Path, StringComparer.Ordinal);

    private bool StaysInside => Method is RestoreMethod.SwapEntries && (IsMountPoint || !FolderAccess.MayWrite(Parent));

    private bool MustStay => _context.Request.Include.Count > 0 || IsMountPoint || MountsBelow.Any() || IsWithin(_repository, Path) || !FolderAccess.MayWrite(Parent);

    private IEnumerable<string> MountsBelow => _mounts.Where(mount => mount != Path && IsWithin(mount, Path));

    public TreeProtection Protection(IReadOnlyList<string> excludes) => new(
        new WalkFilter(Path, excludes, SystemFolders.Of(_context.Services.Settings, _context.Request.Repository)),
        MountsBelow.Select(mount => PathBytes.Of(System.IO.Path.GetRelativePath(Path, mount))));

    public IEnumerable<string> Refusals()
    {
        if (IsWithin(Path, _repository))
        {
            yield return $"'{Path}' lies in the backup repository, and nothing is ever restored into that.";
        }

        if (!Exists && (File.Exists(Path) || new FileInfo(Path).LinkTarget is not null))
        {
            yield return $"'{Path}' is no folder.";
        }

        if (!Exists && !Directory.Exists(Parent) && _context.Request.Destination is null)
        {
            yield return $"The folder '{Parent}' does not exist: create it, or mount its volume.";
        }

        if (!FolderAccess.MayWrite(StagedIn))
        {
            yield return $"'{StagedIn}' cannot be written by this user.";
        }

        foreach (TargetUse use in Exists && !_context.Request.Force ? TargetUse.Below(Path, standing: Method is RestoreMethod.SwapFolder) : [])
        {
            yield return $"{use} and would go on with the old one: end it, or use -Force.";
        }
    }

    public IEnumerable<string> Notes()
    {
        if (IsMountPoint)
        {
            yield return $"'{Path}' is a mount point, so its entries are exchanged one by one.";
        }

        foreach (string mount in MountsBelow)
        {
            yield return $"Another file system is mounted at '{mount}': what is in it stays as it is.";
        }

        if (Exists && IsWithin(_repository, Path))
        {
            yield return "The backup repository lies in it and stays as it is.";
        }
    }

    /// <summary>The folder, or the nearest above it that exists.</summary>
    public static string ExistingFolder(string path) => Directory.Exists(path) ? path : ExistingFolder(System.IO.Path.GetDirectoryName(path) ?? "/");

    public static bool IsWithin(string path, string folder) => PathBytes.Of(path.Trim('/')).IsWithin(PathBytes.Of(folder.Trim('/')));

    /// <summary>Where a path leads; of one that does not exist, where it would be.</summary>
    public static string Resolve(string path)
    {
        string full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        try
        {
            return OperatingSystem.IsWindows() ? full : RealPath.Of(full);
        }
        catch (Win32Exception)
        {
            return System.IO.Path.GetDirectoryName(full) is { } parent ? System.IO.Path.Combine(Resolve(parent), System.IO.Path.GetFileName(full)) : full;
        }
    }
}
