using System.Runtime.Versioning;
using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Logs.Rotating;

/// <summary>The file of a state, locked as logrotate locks it, so that both never rotate the same logs at once. It is never a link.</summary>
[SupportedOSPlatform("linux")]
internal sealed class RotationStateFile : IDisposable
{
    private readonly string _path;
    private readonly byte[] _name;
    private readonly NativeFolder? _folder;
    private readonly NativeFile? _locked;

    private RotationStateFile(string path, NativeFolder? folder, NativeFile? locked)
    {
        _path = path;
        _name = PathText.Bytes(Path.GetFileName(path));
        _folder = folder;
        _locked = locked;
    }

    /// <summary>What it holds; empty for a new one.</summary>
    public byte[] Content { get; private init; } = [];

    /// <summary>Opens and locks the file; makes it where there is none.</summary>
    /// <param name="path">Full path; <c>/dev/null</c> for none.</param>
    /// <param name="locking">How the lock is taken.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="SysOpsException">LogStateBusy: another rotation has it; LogStateUnusable: it cannot be read, or is a link.</exception>
    public static RotationStateFile Open(string path, StateLocking locking, CancellationToken cancellationToken) => Guard(path, () =>
    {
        if (path == "/dev/null")
        {
            return new RotationStateFile(path, null, null);
        }

        PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
        NativeFolder folder = NativeFolder.Open(Path.GetDirectoryName(path)!);
        NativeFile? file = null;
        try
        {
            file = StateFileLock.Take(folder, path, locking, cancellationToken);
            return new RotationStateFile(path, folder, file) { Content = ReadAll(file) };
        }
        catch
        {
            file?.Dispose();
            folder.Dispose();
            throw;
        }
    });

    /// <summary>Reads it without a lock, and makes none: for a plan.</summary>
    /// <exception cref="SysOpsException">LogStateUnusable.</exception>
    public static byte[] Peek(string path) => Guard(path, () =>
    {
        if (path == "/dev/null" || !File.Exists(path))
        {
            return [];
        }

        using NativeFolder folder = NativeFolder.Open(Path.GetDirectoryName(path)!);
        using NativeFile file = folder.OpenFile(PathText.Bytes(Path.GetFileName(path)));
        return ReadAll(file);
    });

    /// <summary>Puts the new content in the place of the old, safe on the disk.</summary>
    /// <exception cref="SysOpsException">LogStateUnusable: the old one is as it was.</exception>
    public void Save(byte[] content) => Guard(_path, () =>
    {
        if (_folder is null)
        {
            return true;
        }

        byte[] temporary = [.. _name, .. ".tmp"u8];
        _folder.RemoveIfThere(temporary);
        FileFacts facts = _locked!.ReadFacts();
        using (NativeFile file = _folder.CreateFile(temporary))
        {
            file.Write(content, 0);
            if (FileStatus.CurrentUserId == 0)
            {
                file.SetOwner(facts.OwnerId, facts.GroupId);
            }

            // Whoever may read it could lock it, and keep every rotation from happening.
            file.SetMode(facts.Mode & ~StateFileLock.ReadableByOthers);
            file.Sync();
        }

        _folder.Replace(temporary, _folder, _name);
        _folder.Sync();
        return true;
    });

    public void Dispose()
    {
        _locked?.Dispose();
        _folder?.Dispose();
    }

    private static byte[] ReadAll(NativeFile file)
    {
        byte[] content = new byte[Math.Min(file.ReadFacts().Size, 64 * 1024 * 1024)];
        return content[..file.Read(content, 0)];
    }

    private static T Guard<T>(string path, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SysOpsException(ErrorCatalogue.LogStateUnusable, $"The state file '{path}' cannot be used: {exception.Message}", "Check the file and its folder, or name another with -StatePath.", path, exception);
        }
    }
}
