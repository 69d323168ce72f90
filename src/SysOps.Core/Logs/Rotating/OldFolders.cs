using System.Runtime.Versioning;
using SysOps.Files;
using SysOps.Files.Native;
using SysOps.Logs.Rules;

namespace SysOps.Logs.Rotating;

/// <summary>The folders in which rotated logs are kept, where that is another one than the log's.</summary>
[SupportedOSPlatform("linux")]
internal static class OldFolders
{
    private const int UsualMode = 0b111_101_101; // 0755

    /// <param name="rule">Says where.</param>
    /// <param name="folder">Full path of the log's folder.</param>
    public static string PathOf(LogRule rule, string folder) => rule.Naming.OldFolder is not { } old ? folder
        : old.StartsWith('/') ? old : $"{folder.TrimEnd('/')}/{old}";

    /// <summary>Makes those that are missing and are to be made.</summary>
    /// <exception cref="IOException">One is missing, cannot be made, or is on another file system where logs are renamed.</exception>
    public static void Prepare(LogRule rule, bool planOnly)
    {
        if (rule.Naming.OldFolder is null)
        {
            return;
        }

        foreach (string folder in rule.Files.Select(file => file[..Math.Max(1, file.LastIndexOf('/'))]).Distinct(StringComparer.Ordinal))
        {
            if (Identity(folder) is { } own)
            {
                Prepare(rule, folder, own, planOnly);
            }
            else if (!rule.IsMissingFine)
            {
                throw new RotationException($"'{PathText.Show(folder)}' does not exist.");
            }
        }
    }

    private static void Prepare(LogRule rule, string folder, FileIdentity own, bool planOnly)
    {
        string old = PathOf(rule, folder);
        if (Identity(old) is null && rule.Naming.CreateOldFolder is { } ownership && !planOnly)
        {
            Make(old, ownership, rule.User is null);
        }

        FileIdentity found = Identity(old) ?? (planOnly && rule.Naming.CreateOldFolder is not null ? own : throw new RotationException($"The folder '{PathText.Show(old)}' for rotated logs does not exist."));
        if (found.Device != own.Device && rule.Method is RotationMethod.Rename)
        {
            throw new RotationException($"'{PathText.Show(old)}' is on another file system than '{PathText.Show(folder)}': logs get there by copy, copytruncate or renamecopy only.");
        }
    }

    private static void Make(string path, FileOwnership ownership, bool mayGiveAway)
    {
        string parent = path[..Math.Max(1, path.TrimEnd('/').LastIndexOf('/'))];
        if (Identity(parent) is null)
        {
            Make(parent, ownership, mayGiveAway);
        }

        byte[] name = PathText.Bytes(path.TrimEnd('/').AsSpan(path.TrimEnd('/').LastIndexOf('/') + 1));
        using NativeFolder folder = NativeFolder.Open(parent);
        folder.CreateFolder(name);
        using NativeFolder made = folder.OpenFolder(name);
        if (mayGiveAway && FileStatus.CurrentUserId == 0)
        {
            FileFacts facts = made.ReadFacts();
            made.SetOwner(ownership.UserId ?? facts.OwnerId, ownership.GroupId ?? facts.GroupId);
        }

        made.SetMode(ownership.Mode ?? UsualMode);
    }

    private static FileIdentity? Identity(string path)
    {
        try
        {
            using NativeFolder folder = NativeFolder.Open(path);
            return folder.ReadFacts().Identity;
        }
        catch (NativeException exception) when (exception.Error == NativeError.NoEntry)
        {
            return null;
        }
    }
}
