using System.Text.Json;
using System.Text.RegularExpressions;

namespace SysOps.Backups.Manifests;

/// <summary>Reads <c>manifest.json</c>: the version first, then all of it, then the rules that its types cannot say.</summary>
public static partial class ManifestReader
{
    /// <summary>Far beyond any manifest; a longer file is none.</summary>
    public const int MaximumBytes = 256 * 1024 * 1024;

    private static readonly JsonDocumentOptions NoDuplicates = new() { AllowDuplicateProperties = false };

    /// <param name="content">The file as it lies there.</param>
    /// <param name="name">The name of the folder it lies in.</param>
    /// <exception cref="SysOpsException">BackupCorrupt: what is wrong, and at which place; BackupVersionUnknown: another format.</exception>
    public static BackupManifest Read(ReadOnlyMemory<byte> content, string name)
    {
        try
        {
            CheckVersion(content, name);
            BackupManifest manifest = JsonSerializer.Deserialize(content.Span, ManifestJson.Default.BackupManifest) ?? throw Corrupt(name, "$", "it is null");
            ManifestRules.Check(manifest, name);
            return manifest;
        }
        catch (JsonException exception)
        {
            string place = exception.LineNumber is { } line ? $"{exception.Path ?? "$"}, line {line + 1}" : exception.Path ?? "$";
            throw Corrupt(name, place, Position().Replace(exception.Message, ""), exception);
        }
    }

    /// <summary>The error of a manifest that is not as it should be.</summary>
    internal static SysOpsException Corrupt(string name, string place, string problem, Exception? inner = null) =>
        new(ErrorCatalogue.BackupCorrupt, $"{BackupManifest.FileName} is damaged at {place}: {problem.TrimEnd('.')}.", "Use another backup; Test-SystemBackup says what else is wrong with this one.", name, inner);

    private static void CheckVersion(ReadOnlyMemory<byte> content, string name)
    {
        using JsonDocument document = JsonDocument.Parse(content, NoDuplicates);
        if (document.RootElement.ValueKind is not JsonValueKind.Object || !document.RootElement.TryGetProperty("formatVersion", out JsonElement version))
        {
            throw Corrupt(name, "$", "it has no formatVersion");
        }

        if (version.ValueKind is not JsonValueKind.Number || !version.TryGetInt32(out int number) || number < 1)
        {
            throw Corrupt(name, "$.formatVersion", "it is no version number");
        }

        if (number != BackupManifest.CurrentVersion)
        {
            throw new SysOpsException(
                ErrorCatalogue.BackupVersionUnknown, $"The backup has format version {number}; this SysOps knows version {BackupManifest.CurrentVersion}.", "Use the SysOps that made it, or a newer one.", name);
        }
    }

    // The place is told in our own words.
    [GeneratedRegex(@"( Path: [^|]*\|)? LineNumber: [0-9]+ \| BytePositionInLine: [0-9]+\.", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Position();
}
