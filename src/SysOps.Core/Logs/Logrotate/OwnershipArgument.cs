using System.Globalization;
using SysOps.Files.Native;
using SysOps.Logs.Rules;

namespace SysOps.Logs.Logrotate;

/// <summary>Reads <c>[mode] [owner group]</c>. Names are tried first, then numbers that somebody has; behind a colon any number.</summary>
internal static class OwnershipArgument
{
    /// <exception cref="DirectiveException">It is not of this form, or nobody has the name.</exception>
    public static FileOwnership Read(string text, string directive)
    {
        IReadOnlyList<string> words = QuotedWords.Split(text) ?? throw new DirectiveException($"invalid arguments for {directive}");
        return words switch
        {
            [] => new FileOwnership(),
            [var mode] => new FileOwnership { Mode = Mode(mode) },
            [var first, var user] when first.All(char.IsAsciiDigit) && AccountNames.IdOf(first, isUser: true) is null => new FileOwnership { Mode = Mode(first), UserId = User(user) },
            [var user, var group] => new FileOwnership { UserId = User(user), GroupId = Group(group) },
            [var mode, var user, var group] => new FileOwnership { Mode = Mode(mode), UserId = User(user), GroupId = Group(group) },
            _ => throw new DirectiveException($"extra arguments for {directive}"),
        };
    }

    /// <exception cref="DirectiveException">It is not <c>user group</c>, or nobody has the name.</exception>
    public static FileUser ReadUser(string text) => QuotedWords.Split(text) switch
    {
        null or [] => throw new DirectiveException("no user for su"),
        [_] => throw new DirectiveException("no group for su"),
        [var user, var group] => new FileUser(User(user), Group(group)),
        _ => throw new DirectiveException("extra arguments for su"),
    };

    private static int Mode(string text) =>
        text.Length is > 0 and <= 5 && text.All(digit => digit is >= '0' and <= '7') ? Convert.ToInt32(text, 8) & 0xfff : throw new DirectiveException($"invalid mode '{text}'");

    private static uint User(string name) => Id(name, isUser: true) ?? throw new DirectiveException($"unknown user '{name}'");

    private static uint Group(string name) => Id(name, isUser: false) ?? throw new DirectiveException($"unknown group '{name}'");

    private static uint? Id(string name, bool isUser)
    {
        if (AccountNames.IdOf(name, isUser) is { } known)
        {
            return known;
        }

        bool isForced = name.StartsWith(':');
        if (!uint.TryParse(name.AsSpan(isForced ? 1 : 0), NumberStyles.None, CultureInfo.InvariantCulture, out uint id) || id >= int.MaxValue)
        {
            return null;
        }

        AccountNames names = new();
        return isForced || (isUser ? names.OfUser(id) : names.OfGroup(id)).Length > 0 ? id : null;
    }
}
