using System.Runtime.Versioning;
using SysOps.Files;
using SysOps.Files.Native;
using SysOps.Logs.Rules;

namespace SysOps.Logs.Rotating;

/// <summary>Which logs may be rotated at all.</summary>
[SupportedOSPlatform("linux")]
internal static class LogSafety
{
    private const int WritableByGroup = 0b000_010_000;
    private const int WritableByOthers = 0b000_000_010;

    /// <summary>Why a file is left alone; null when it is not.</summary>
    public static string? Refusal(FileFacts log, LogRule rule) => log switch
    {
        { Kind: FileKind.Link } => "it is a symbolic link",
        { Kind: not FileKind.File } => "it is no regular file",
        { Links: not 1 } when !rule.AllowsHardLinks => "it has several names (hard links)",
        _ => null,
    };

    /// <summary>Whoever can write to the folder could put a link to anything in the place of the log.</summary>
    /// <exception cref="RotationException">Others than root can, and this is root.</exception>
    public static void RequireFolder(NativeFolder folder, LogRule rule, string log)
    {
        FileFacts facts = folder.ReadFacts();
        if (rule.User is null && FileStatus.CurrentUserId == 0 && ((facts.GroupId != 0 && (facts.Mode & WritableByGroup) != 0) || (facts.Mode & WritableByOthers) != 0))
        {
            throw new RotationException($"The folder '{PathDisplay.Of(folder.Name)}' of '{PathText.Show(log)}' can be written to by others than root: say with 'su user group' with whose rights it is rotated.");
        }
    }
}
