using SysOps.Files;

namespace SysOps.Settings;

/// <summary>One reason not to believe a file or folder, and the command that removes it.</summary>
internal sealed record TrustFinding(string Message, string Command)
{
    private const uint Root = 0;

    public static IEnumerable<TrustFinding> Of(string path, string kind, FileStatus status, uint userId)
    {
        if (status.OwnerId is { } owner && owner != userId && owner != Root)
        {
            string allowed = userId == Root ? "root (0)" : $"the current user ({userId}) or root (0)";
            yield return new TrustFinding($"the {kind} '{path}' (mode {status.OctalMode}) belongs to user {owner}, not to {allowed}", $"sudo chown {userId} {Quote(path)}");
        }

        if (status.IsWritableByOthers)
        {
            yield return new TrustFinding($"the {kind} '{path}' has mode {status.OctalMode}: its group or everybody may write it", $"chmod go-w {Quote(path)}");
        }
    }

    private static string Quote(string path) => $"'{path.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
