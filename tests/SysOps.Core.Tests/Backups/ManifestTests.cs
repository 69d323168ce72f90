using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using SysOps.Backups;
using SysOps.Backups.Manifests;
using SysOps.Backups.Repositories;

namespace SysOps.Core.Tests.Backups;

public sealed class ManifestTests
{
    private static readonly string Digest = new('a', 64);

    private static readonly BackupManifest Sample = new()
    {
        FormatVersion = 1,
        Id = Guid.Parse("11111111-2222-3333-4444-555555555555"),
        Name = "20261123T201530.123Z-7f3a",
        Sequence = 2,
        Status = BackupStatus.Partial,
        Created = new DateTimeOffset(2026, 11, 23, 20, 15, 30, 123, TimeSpan.Zero),
        Duration = TimeSpan.FromSeconds(12.5),
        Host = "host7",
        SystemName = "shop",
        Consistency = BackupConsistency.Quiesced,
        Parent = new ManifestParent { Name = "20261122T201530.000Z-0001", ManifestSha256 = Digest },
        ChainLength = 2,
        Tools = new Dictionary<string, string> { ["pg_dump"] = "17.2" },
        Components = [TestRepository.Component("workspaces", BackupComponentKind.Workspaces, BackupStatus.Partial)],
        Files = [new ManifestFile { Name = "workspaces.tar.zst", SizeBytes = 20, Sha256 = Digest }],
        Warnings = ["the configuration is not encrypted"],
        Problems = [new BackupProblem { Component = "workspaces", Path = "a/\uFFFD", PathBytes = [0x61, 0x2f, 0xff], Reason = "changed while it was read" }],
    };

    private static readonly Gen<BackupManifest> Manifests =
        from time in Gen.DateTime[new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Unspecified), new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Unspecified)]
        from suffix in Gen.Int[0, 65535]
        from sequence in Gen.Long[1, long.MaxValue]
        from texts in Gen.String.Array[0, 4]
        from bytes in Gen.Byte.Array[0, 20]
        from size in Gen.Long[0, 1L << 60]
        from duration in Gen.Long[0, TimeSpan.TicksPerDay * 400]
        from incremental in Gen.Bool
        from status in Gen.Bool.Select(whole => whole ? BackupStatus.Complete : BackupStatus.Partial)
        let name = BackupName.At(new DateTimeOffset(time.Ticks, TimeSpan.Zero), suffix)
        select Sample with
        {
            Name = name.ToString(),
            Created = name.Created,
            Sequence = sequence,
            Status = BackupStatus.Partial,
            Duration = TimeSpan.FromTicks(duration),
            Parent = incremental ? Sample.Parent : null,
            ChainLength = incremental ? 2 : 1,
            Warnings = texts,
            SystemName = texts.FirstOrDefault() ?? "",
            Tools = texts.Select((text, index) => (text, index)).ToDictionary(pair => $"{pair.index}", pair => pair.text),
            Problems = [.. texts.Select(text => new BackupProblem { Component = "workspaces", Path = text, PathBytes = bytes, Reason = text })],
            Components = [Sample.Components[0] with { Status = status, SizeBytes = size }],
        };

    public static TheoryData<string, string, string> Damages => new()
    {
        { "$.status", "\"Damaged\"", "$.status" },
        { "$.status", "\"Whole\"", "$.status" },
        { "$.status", "1", "$.status" },
        { "$.sequence", "\"2\"", "$.sequence" },
        { "$.sequence", "0", "$.sequence" },
        { "$.sequence", "1.5", "$.sequence" },
        { "$.formatVersion", "\"1\"", "$.formatVersion" },
        { "$.name", "\"20261123T201530.123Z-7f3b\"", "$.name" },
        { "$.created", "\"2026-11-23T20:15:30.124+00:00\"", "$.created" },
        { "$.created", "\"2026-11-23T21:15:30.123+01:00\"", "$.created" },
        { "$.host", "null", "$.host" },
        { "$.duration", "\"-00:00:01\"", "$.duration" },
        { "$.unheardOf", "1", "$.unheardOf" },
        { "$.parent", "null", "$.chainLength" },
        { "$.parent.manifestSha256", "\"abc\"", "$.parent.manifestSha256" },
        { "$.parent.name", "\"20261123T201530.123Z-7f3a\"", "$.parent.name" },
        { "$.chainLength", "1", "$.chainLength" },
        { "$.files[0].name", "\"../../etc/passwd\"", "$.files[0].name" },
        { "$.files[0].name", "\"manifest.json\"", "$.files[0].name" },
        { "$.files[0].sha256", "\"A\"", "$.files[0].sha256" },
        { "$.files[0].sizeBytes", "-1", "$.files[0].sizeBytes" },
        { "$.components[0].kind", "\"Workspace\"", "$.components[0].kind" },
        { "$.components[0].files[0]", "\"other.tar.zst\"", "$.components[0].files" },
        { "$.components[0].fileCount", "-1", "$.components[0]" },
        { "$.components[0].name", "\"\"", "$.components[0].name" },
        { "$.problems[0].pathBytes", "\"*\"", "$.problems[0].pathBytes" },
        { "$.warnings", "[null]", "$.warnings" },
        { "$.components[0]", "null", "$.components" },
        { "$.components[0].files[0]", "null", "$.components[*].files" },
        { "$.files[0]", "null", "$.files" },
        { "$.problems[0]", "null", "$.problems" },
        { "$.tools.pg_dump", "null", "$.tools" },
    };

    [Fact]
    public void Every_manifest_reads_back_as_it_was_written() =>
        Manifests.Sample(manifest =>
        {
            byte[] written = ManifestWriter.Write(manifest);
            BackupManifest read = ManifestReader.Read(written, manifest.Name);
            return ManifestWriter.Write(read).AsSpan().SequenceEqual(written)
                && (read.Sequence, read.Created, read.Duration, read.SystemName) == (manifest.Sequence, manifest.Created, manifest.Duration, manifest.SystemName)
                && read.Problems.Select(problem => problem.Path).SequenceEqual(manifest.Problems.Select(problem => problem.Path));
        });

    [Fact]
    public void The_facts_of_a_component_are_kept_as_they_are()
    {
        BackupManifest read = ManifestReader.Read(ManifestWriter.Write(Sample), Sample.Name);

        Assert.Equal("0/1954A58", read.Components[0].Facts?.GetProperty("lsn").GetString());
        Assert.True(read.IsIncremental);
        Assert.Equal([0x61, 0x2f, 0xff], read.Problems[0].PathBytes!);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public void What_is_wrong_is_told_with_its_place(string place, string value, string told)
    {
        JsonNode manifest = JsonNode.Parse(ManifestWriter.Write(Sample))!;
        Set(manifest, place, JsonNode.Parse(value));

        SysOpsException error = Fails(manifest.ToJsonString());

        Assert.Equal((ErrorCatalogue.BackupCorrupt, Sample.Name), (error.Id, error.Target));
        Assert.StartsWith($"manifest.json is damaged at {told}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{ "formatVersion": 1 }""")]
    [InlineData("""{ "formatVersion": 1, "formatVersion": 1 }""")]
    public void What_is_no_manifest_is_damaged(string text) => Assert.Equal(ErrorCatalogue.BackupCorrupt, Fails(text).Id);

    [Fact]
    public void Another_version_is_refused_before_anything_else_is_read()
    {
        SysOpsException error = Fails("""{ "formatVersion": 2, "segments": {} }""");

        Assert.Equal((ErrorCatalogue.BackupVersionUnknown, "The backup has format version 2; this SysOps knows version 1."), (error.Id, error.Message));
    }

    [Fact]
    public void A_manifest_cut_off_at_any_place_is_damaged()
    {
        byte[] whole = ManifestWriter.Write(Sample);
        Gen.Int[0, whole.Length - 3].Sample(length => Assert.Equal(ErrorCatalogue.BackupCorrupt, Fails(Encoding.UTF8.GetString(whole, 0, length)).Id));
    }

    [Fact]
    public void A_manifest_without_any_one_of_its_members_is_damaged_unless_it_may_be_null()
    {
        JsonObject whole = JsonNode.Parse(ManifestWriter.Write(Sample))!.AsObject();
        foreach (string member in whole.Select(property => property.Key).Where(name => name is not ("parent" or "environment")).ToArray())
        {
            JsonObject without = whole.DeepClone().AsObject();
            without.Remove(member);
            Assert.Equal((member, ErrorCatalogue.BackupCorrupt), (member, Fails(without.ToJsonString()).Id));
        }
    }

    [Fact]
    public void A_bit_flipped_in_a_name_never_reads_as_a_missing_member()
    {
        string text = Encoding.UTF8.GetString(ManifestWriter.Write(Sample));
        Assert.Contains("$.pareot", Fails(text.Replace("\"parent\"", "\"pareot\"", StringComparison.Ordinal)).Message, StringComparison.Ordinal);
    }

    private static SysOpsException Fails(string text) => Assert.Throws<SysOpsException>(() => ManifestReader.Read(Encoding.UTF8.GetBytes(text), Sample.Name));

    private static void Set(JsonNode root, string place, JsonNode? value)
    {
        string[] steps = place[2..].Replace("[", ".[", StringComparison.Ordinal).Split('.');
        JsonNode node = steps[..^1].Aggregate(root, (parent, step) => step.StartsWith('[') ? parent[int.Parse(step[1..^1])]! : parent[step]!);
        if (steps[^1].StartsWith('['))
        {
            node[int.Parse(steps[^1][1..^1])] = value;
            return;
        }

        node[steps[^1]] = value;
    }
}
