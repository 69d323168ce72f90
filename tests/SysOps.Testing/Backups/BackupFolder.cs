using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace SysOps.Testing.Backups;

/// <summary>A repository of backups written by hand, as the format's documentation says: enough for all that lists them.</summary>
public sealed class BackupFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _sequence;

    public BackupFolder() => _folder.Write("repository.json", """{"formatVersion":1,"id":"6c1d4b3e-0000-4000-8000-000000000001"}""");

    public string Path => _folder.Path;

    public void Dispose() => _folder.Dispose();

    /// <summary>Adds a backup, newer in sequence than those before it.</summary>
    /// <param name="created">When it was begun.</param>
    /// <param name="kinds">Database, Workspaces, Configuration.</param>
    /// <param name="tags">Written to its labels when there are any.</param>
    /// <param name="status">Complete or Partial.</param>
    /// <param name="parent">The name of the one that it builds on.</param>
    /// <returns>Its name.</returns>
    public string Add(DateTimeOffset created, string[] kinds, string[]? tags = null, string status = "Complete", string? parent = null)
    {
        DateTimeOffset time = created.ToUniversalTime().AddTicks(-(created.Ticks % TimeSpan.TicksPerMillisecond));
        string name = string.Create(CultureInfo.InvariantCulture, $"{time:yyyyMMdd'T'HHmmss.fff'Z'}-{++_sequence:x4}");
        string folder = Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;
        File.WriteAllText(System.IO.Path.Combine(folder, "manifest.json"), JsonSerializer.Serialize(Manifest(name, time, kinds, status, parent), JsonSerializerOptions.Web));
        if (tags is not null)
        {
            File.WriteAllText(System.IO.Path.Combine(folder, "labels.json"), JsonSerializer.Serialize(new { pinned = false, tags, description = "by hand" }));
        }

        return name;
    }

    /// <summary>Adds a backup whose manifest is cut off.</summary>
    public string AddDamaged(DateTimeOffset created)
    {
        string name = Add(created, ["Database"]);
        string manifest = System.IO.Path.Combine(Path, name, "manifest.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest)[..40]);
        return name;
    }

    /// <summary>Notes a test of the whole backup, after those that were noted before.</summary>
    public void Verify(string name, DateTimeOffset time, bool passed = true, double samplePercent = 100) => File.AppendAllText(
        System.IO.Path.Combine(Path, name, "verification.jsonl"), JsonSerializer.Serialize(new { time, passed, drill = false, samplePercent }) + "\n");

    public void Pin(string name) => File.WriteAllText(System.IO.Path.Combine(Path, name, "labels.json"), """{"pinned":true,"tags":[]}""");

    private object? ParentOf(string? parent) => parent is null ? null : new
    {
        name = parent,
        manifestSha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(System.IO.Path.Combine(Path, parent, "manifest.json")))),
    };

    private object Manifest(string name, DateTimeOffset created, string[] kinds, string status, string? parent) => new
    {
        formatVersion = 1,
        id = Guid.NewGuid(),
        name,
        sequence = _sequence,
        status,
        created,
        duration = "00:00:12.5000000",
        host = "host7",
        systemName = "shop",
        consistency = "DatabaseFirst",
        parent = ParentOf(parent),
        chainLength = parent is null ? 1 : 2,
        tools = new Dictionary<string, string> { ["sysops"] = "0.1.0" },
        components = kinds.Select(kind => new
        {
            name = kind.ToLowerInvariant(),
            kind,
            status,
            sizeBytes = 5L << 30,
            storedBytes = 1536L << 10,
            fileCount = 1000,
            started = created,
            finished = created.AddSeconds(10),
            files = new[] { FileOf(kind) },
        }),
        files = kinds.Select(kind => new { name = FileOf(kind), sizeBytes = 1536L << 10, sha256 = new string('0', 64) }),
        warnings = Array.Empty<string>(),
        problems = status == "Complete" ? [] : new[] { new { component = kinds[0].ToLowerInvariant(), path = "a/b.txt", reason = "it vanished" } },
    };

    private static string FileOf(string kind) => $"{kind.ToLowerInvariant()}.tar.zst";
}
