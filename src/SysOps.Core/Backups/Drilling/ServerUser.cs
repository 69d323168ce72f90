using System.Globalization;
using SysOps.Files.Native;
using SysOps.Servers.Programs;

namespace SysOps.Backups.Drilling;

/// <summary>The user that a private server runs as: this one, or, as PostgreSQL refuses root, the account that its packages make.</summary>
internal sealed class ServerUser
{
    private const string Account = "postgres";

    private static readonly string[] Places = ["/usr/bin/setpriv", "/bin/setpriv"];

    private readonly uint? _user;
    private readonly uint _group;
    private readonly string _setpriv;

    private ServerUser(uint? user, uint group, string setpriv)
    {
        _user = user;
        _group = group;
        _setpriv = setpriv;
    }

    /// <exception cref="SysOpsException">BackupDrillNotPossible: this is root, and there is no other account.</exception>
    public static ServerUser Find()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new ServerUser(null, 0, "");
        }

        uint? user = AccountNames.IdOf(Account, isUser: true);
        string? setpriv = Array.Find(Places, File.Exists);
        return user is { } id && setpriv is not null ? new ServerUser(id, AccountNames.IdOf(Account, isUser: false) ?? id, setpriv) : throw new SysOpsException(
            ErrorCatalogue.BackupDrillNotPossible,
            user is null ? $"PostgreSQL does not run as root, and there is no account '{Account}' to run the drill's private server as." : "PostgreSQL does not run as root, and setpriv (util-linux) is missing, by which it is started as another user.",
            "Run the drill as another user, or name a server for drills by backups.drill.server.",
            "backups.drill.server");
    }

    /// <summary>Makes a folder this user's.</summary>
    public void Give(NativeFolder folder)
    {
        if (_user is { } user)
        {
            folder.SetOwner(user, _group);
        }
    }

    /// <summary>A program run as this user, and killed when this process dies: the change of user would forget what was asked for before.</summary>
    public ProgramCall Call(string program, IReadOnlyList<string> arguments) => _user is not { } user
        ? new ProgramCall { Path = program, Arguments = arguments, WithheldPrefix = "PG" }
        : new ProgramCall
        {
            Path = _setpriv,
            Arguments = [string.Create(CultureInfo.InvariantCulture, $"--reuid={user}"), string.Create(CultureInfo.InvariantCulture, $"--regid={_group}"), "--clear-groups", "--pdeathsig=KILL", "--", program, .. arguments],
            WithheldPrefix = "PG",
        };
}
