using System.Runtime.InteropServices;

namespace SysOps.Testing.Servers;

/// <summary>Who a server runs as: PostgreSQL refuses root, so root gives its servers to an unprivileged user.</summary>
internal static partial class ServerAccount
{
    /// <summary>Null when this process is unprivileged itself.</summary>
    public static (uint UserId, uint GroupId)? Unprivileged { get; } = Environment.IsPrivilegedProcess ? Find("postgres") ?? Find("nobody") : null;

    public static void GiveFolder(string path)
    {
        if (Unprivileged is { } account && ChangeOwner(path, account.UserId, account.GroupId) != 0)
        {
            throw new IOException($"'{path}' cannot be given to user {account.UserId}.");
        }
    }

    private static (uint UserId, uint GroupId)? Find(string name)
    {
        string? line = File.ReadLines("/etc/passwd").FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal));
        return line?.Split(':') is [_, _, string user, string group, ..] ? (uint.Parse(user), uint.Parse(group)) : null;
    }

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint user, uint group);
}
