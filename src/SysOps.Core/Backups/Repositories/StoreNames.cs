using System.Text.RegularExpressions;
using SysOps.Backups.Manifests;

namespace SysOps.Backups.Repositories;

/// <summary>The names in a repository that are ours. Whatever else lies there is left alone.</summary>
internal static partial class StoreNames
{
    public const string Information = "repository.json";
    public const string Lock = "lock";
    public const string VerificationLock = Lock + ".verification";
    public const string Labels = "labels.json";
    public const string Verification = "verification.jsonl";

    private const string Staging = ".partial";
    private const string Deleting = ".deleting";
    private const string Temporary = ".tmp";

    /// <summary>The folder of a run in progress.</summary>
    public static string StagingOf(BackupName name) => $".{name}{Staging}";

    /// <summary>The folder of a backup that is being deleted.</summary>
    public static string DeletingOf(BackupName name) => $".{name}{Deleting}";

    /// <summary>A new file that will replace the one of this name; it lies in the repository's own folder.</summary>
    public static string TemporaryOf(string fileName) => $".{fileName}.{Guid.NewGuid():n}{Temporary}";

    /// <summary>Whether a dead run may have left it: a staging folder, a backup half deleted, a file not yet in its place.</summary>
    public static bool IsRemains(StoreEntry entry) => entry.Kind switch
    {
        StoreEntryKind.Folder => IsHidden(entry.Name, Staging) || IsHidden(entry.Name, Deleting),
        StoreEntryKind.File => TemporaryPattern().IsMatch(entry.Name),
        _ => false,
    };

    /// <summary>Whether it may lie in a repository that is not finished yet.</summary>
    public static bool BelongsToAnEmptyRepository(StoreEntry entry) =>
        entry.Name == Lock || entry.Name.StartsWith(Lock + ".", StringComparison.Ordinal) || entry.Name == "lost+found" || IsRemains(entry);

    /// <summary>Plain, visible, and none of the files that are not a component's.</summary>
    public static bool IsComponentFile(string name) =>
        ComponentFile().IsMatch(name) && name is not (BackupManifest.FileName or Sha256Sums.FileName or Labels or Verification);

    private static bool IsHidden(string name, string ending) =>
        name.StartsWith('.') && name.EndsWith(ending, StringComparison.Ordinal) && BackupName.TryParse(name[1..^ending.Length], out _);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ComponentFile();

    [GeneratedRegex(@"\A\.(repository\.json|labels\.json|verification\.jsonl|lock)\.[0-9a-f]{32}\.tmp\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TemporaryPattern();
}
