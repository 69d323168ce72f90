using SysOps.Backups.Repositories;

namespace SysOps.Backups.Manifests;

/// <summary>What must hold in a manifest beyond its types. Its names of files become paths: they are checked here.</summary>
internal static class ManifestRules
{
    private const int DigestLength = 64;

    /// <exception cref="SysOpsException">BackupCorrupt: the first rule that is broken, and where.</exception>
    public static void Check(BackupManifest manifest, string folderName)
    {
        (string Place, string Problem)? broken = Broken(manifest, folderName).Cast<(string, string)?>().FirstOrDefault();
        if (broken is { } found)
        {
            throw ManifestReader.Corrupt(folderName, found.Place, found.Problem);
        }
    }

    private static IEnumerable<(string Place, string Problem)> Broken(BackupManifest manifest, string folderName) =>
        OfTheLists(manifest)
            .Concat(OfTheWhole(manifest, folderName))
            .Concat(OfTheChain(manifest))
            .Concat(OfTheNames(manifest))
            .Concat(manifest.Files.SelectMany(OfFile))
            .Concat(manifest.Components.SelectMany((component, index) => OfComponent(component, index, manifest)));

    // The reader checks members for null, and not the items of lists.
    private static IEnumerable<(string, string)> OfTheLists(BackupManifest manifest) =>
        from list in new (string Name, IEnumerable<object?> Items)[]
        {
            ("$.tools", manifest.Tools.Values),
            ("$.components", manifest.Components),
            ("$.components[*].files", manifest.Components.SelectMany(component => component?.Files ?? [])),
            ("$.files", manifest.Files),
            ("$.warnings", manifest.Warnings),
            ("$.problems", manifest.Problems),
        }
        where list.Items.Contains(null)
        select (list.Name, "an item is null");

    private static IEnumerable<(string, string)> OfTheWhole(BackupManifest manifest, string folderName)
    {
        if (manifest.FormatVersion != BackupManifest.CurrentVersion)
        {
            yield return ("$.formatVersion", "it is not the version of this format");
        }

        if (!BackupName.TryParse(manifest.Name, out BackupName? name) || manifest.Name != folderName)
        {
            yield return ("$.name", $"it names '{manifest.Name}', and lies in '{folderName}'");
        }
        else if (name.Created != manifest.Created || manifest.Created.Offset != TimeSpan.Zero)
        {
            yield return ("$.created", "it is not the time of the name, in UTC");
        }

        if (manifest.Sequence < 1)
        {
            yield return ("$.sequence", "it is less than 1");
        }

        if (!IsManifestStatus(manifest.Status))
        {
            yield return ("$.status", "it is neither Complete nor Partial");
        }

        if (manifest.Duration < TimeSpan.Zero)
        {
            yield return ("$.duration", "it is negative");
        }
    }

    private static IEnumerable<(string, string)> OfTheChain(BackupManifest manifest)
    {
        if (manifest.ChainLength < 1 || (manifest.ChainLength > 1) != manifest.IsIncremental)
        {
            yield return ("$.chainLength", "it does not fit the parent");
        }

        if (manifest.Parent is { } parent && (!BackupName.TryParse(parent.Name, out _) || parent.Name == manifest.Name))
        {
            yield return ("$.parent.name", $"'{parent.Name}' cannot be the parent");
        }

        if (manifest.Parent is { } by && !IsDigest(by.ManifestSha256))
        {
            yield return ("$.parent.manifestSha256", "it is no SHA-256");
        }
    }

    private static IEnumerable<(string, string)> OfFile(ManifestFile file, int index)
    {
        if (!StoreNames.IsComponentFile(file.Name))
        {
            yield return ($"$.files[{index}].name", $"'{file.Name}' is no name of a component's file");
        }

        if (file.SizeBytes < 0)
        {
            yield return ($"$.files[{index}].sizeBytes", "it is negative");
        }

        if (!IsDigest(file.Sha256))
        {
            yield return ($"$.files[{index}].sha256", "it is no SHA-256");
        }
    }

    private static IEnumerable<(string, string)> OfComponent(ManifestComponent component, int index, BackupManifest manifest)
    {
        string place = $"$.components[{index}]";
        if (component.Name.Length == 0)
        {
            yield return ($"{place}.name", "it is empty");
        }

        if (!IsManifestStatus(component.Status) || (component.Status is BackupStatus.Partial && manifest.Status is BackupStatus.Complete))
        {
            yield return ($"{place}.status", "it does not fit the status of the backup");
        }

        if (component.SizeBytes < 0 || component.StoredBytes < 0 || component.FileCount < 0)
        {
            yield return (place, "a size or a count is negative");
        }

        if (component.Files.FirstOrDefault(name => manifest.Files.All(file => file.Name != name)) is { } missing)
        {
            yield return ($"{place}.files", $"'{missing}' is none of the backup's files");
        }
    }

    private static IEnumerable<(string, string)> OfTheNames(BackupManifest manifest)
    {
        if (manifest.Files.DistinctBy(file => file.Name, StringComparer.Ordinal).Count() < manifest.Files.Count)
        {
            yield return ("$.files", "a name is there twice");
        }

        if (manifest.Components.DistinctBy(component => component.Name, StringComparer.Ordinal).Count() < manifest.Components.Count)
        {
            yield return ("$.components", "a name is there twice");
        }
    }

    private static bool IsManifestStatus(BackupStatus status) => status is BackupStatus.Complete or BackupStatus.Partial;

    private static bool IsDigest(string text) => text.Length == DigestLength && text.All(char.IsAsciiHexDigitLower);
}
