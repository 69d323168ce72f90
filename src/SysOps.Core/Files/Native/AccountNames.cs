using System.Collections.Concurrent;
using System.Text;

namespace SysOps.Files.Native;

/// <summary>Names of users and groups, each asked for once: the system may ask a server on the network.</summary>
public sealed class AccountNames
{
    private readonly ConcurrentDictionary<uint, string> _users = new();
    private readonly ConcurrentDictionary<uint, string> _groups = new();

    /// <summary>The number of the user or group of this name here; null when there is none.</summary>
    public static uint? IdOf(string name, bool isUser)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name + '\0');
        return isUser
            ? AccountRecord.Find((record, texts, size, out found) => LinuxCalls.FindUser(bytes, record, texts, size, out found))?.Id
            : AccountRecord.Find((record, texts, size, out found) => LinuxCalls.FindGroup(bytes, record, texts, size, out found))?.Id;
    }

    /// <summary>Empty when the system knows no such user.</summary>
    public string OfUser(uint id) => _users.GetOrAdd(id, static id =>
        AccountRecord.Find((record, texts, size, out found) => LinuxCalls.FindUser(id, record, texts, size, out found))?.Name ?? "");

    /// <summary>Empty when the system knows no such group.</summary>
    public string OfGroup(uint id) => _groups.GetOrAdd(id, static id =>
        AccountRecord.Find((record, texts, size, out found) => LinuxCalls.FindGroup(id, record, texts, size, out found))?.Name ?? "");
}
