using System.Runtime.Versioning;
using SysOps.Files;
using SysOps.Files.Native;
using SysOps.Settings;

namespace SysOps.Logs.Logrotate;

/// <summary>Opens a file of logrotate's language, unless others than root could have written what root is to do.</summary>
[SupportedOSPlatform("linux")]
internal static class ConfigurationSource
{
    private const int Largest = 0xffffff;
    private const int WritableByOthers = 0b000_010_010; // 0022
    private const int Readable = 0b100_000_000; // 0400
    private const int Dangerous = 0b111_101_011_011; // 07533

    /// <summary>Null when it is left out, which is no error.</summary>
    /// <exception cref="NativeException">It cannot be opened.</exception>
    public static ConfigurationText? Read(string path, bool isRoot, LogrotateReader reader)
    {
        using NativeFolder folder = NativeFolder.Open(path[..Math.Max(1, path.LastIndexOf('/'))]);
        byte[] name = PathText.Bytes(path.AsSpan(path.LastIndexOf('/') + 1));
        FileFacts facts = folder.ReadTargetFacts(name);
        if (facts.Kind is not FileKind.File)
        {
            reader.Report(ProblemSeverity.Warning, path, 0, "it is no regular file and was left out");
            return null;
        }

        if (isRoot && Refusal(facts) is { } refusal)
        {
            reader.Report(ProblemSeverity.Warning, path, 0, refusal);
            return null;
        }

        if (isRoot && (facts.Mode & Dangerous) != Readable)
        {
            reader.Report(ProblemSeverity.Warning, path, 0, $"potentially dangerous mode 0{Convert.ToString(facts.Mode, 8)}");
        }

        if (facts.Size > Largest)
        {
            reader.Report(ProblemSeverity.Error, path, 0, "it is too large for a configuration");
            return null;
        }

        return new ConfigurationText(PathText.Of(File.ReadAllBytes(path)));
    }

    private static string? Refusal(FileFacts facts) =>
        (facts.Mode & WritableByOthers) != 0 ? "it was left out: its group or others can write to it"
        : facts.OwnerId != 0 ? "it was left out: it does not belong to root"
        : null;
}
