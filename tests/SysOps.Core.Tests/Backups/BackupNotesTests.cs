using System.Security.Cryptography;
using System.Text;
using SysOps.Backups;
using SysOps.Backups.Repositories;

namespace SysOps.Core.Tests.Backups;

/// <summary>Labels and verifications lie outside a backup's sums; each has its own, so that damage is told all the same.</summary>
public sealed class BackupNotesTests : IDisposable
{
    private static readonly BackupLabels Labels = new() { Pinned = true, Tags = ["nightly", "Größe"], Description = "before the update" };

    private readonly TestRepository _test = new();

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData("labels.json")]
    [InlineData("verification.jsonl")]
    public async Task Every_bit_that_flips_is_told(string file)
    {
        BackupName name = await BackUpAsync();
        byte[] whole = await ReadAsync(name, file);
        Assert.Null(Problem(name, file));

        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] flipped = [.. whole];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            await AssertDamagedAsync(name, file, flipped, $"bit {bit % 8} of byte {bit / 8}");
        }
    }

    [Theory]
    [InlineData("labels.json")]
    [InlineData("verification.jsonl")]
    public async Task Every_byte_that_is_cut_off_or_added_is_told(string file)
    {
        BackupName name = await BackUpAsync();
        byte[] whole = await ReadAsync(name, file);

        // The notes of earlier tests are what a file was before the last one, and nothing else tells how many there were.
        foreach (int length in Enumerable.Range(0, whole.Length).Where(length => file == "labels.json" || length == 0 || whole[length - 1] != '\n'))
        {
            await AssertDamagedAsync(name, file, whole[..length], $"{length} bytes");
        }

        foreach (byte added in "\0\n {"u8.ToArray())
        {
            await AssertDamagedAsync(name, file, [.. whole, added], $"{added} at the end");
            await AssertDamagedAsync(name, file, [added, .. whole], $"{added} at the start");
        }
    }

    [Fact]
    public async Task Notes_in_the_place_of_others_are_told()
    {
        BackupName name = await BackUpAsync();
        BackupName other = await BackUpAsync();

        foreach ((string file, byte[] content) in new[]
        {
            ("labels.json", await ReadAsync(other, "labels.json")),
            ("labels.json", await ReadAsync(name, "verification.jsonl")),
            ("verification.jsonl", await ReadAsync(other, "verification.jsonl")),
            ("verification.jsonl", await ReadAsync(name, "labels.json")),
        })
        {
            await AssertDamagedAsync(name, file, content, Encoding.UTF8.GetString(content));
        }
    }

    [Fact]
    public async Task Tests_that_are_taken_out_or_change_places_are_told()
    {
        BackupName name = await BackUpAsync();
        string[] lines = Encoding.UTF8.GetString(await ReadAsync(name, "verification.jsonl")).Split('\n')[..^1];
        Assert.Equal(3, lines.Length);

        foreach (int[] order in (int[][])[[1, 2], [0, 2], [2], [1, 0, 2], [0, 2, 1], [0, 0, 1, 2]])
        {
            await AssertDamagedAsync(name, "verification.jsonl", Encoding.UTF8.GetBytes(string.Concat(order.Select(index => lines[index] + "\n"))), string.Join(',', order));
        }
    }

    [Fact]
    public async Task What_was_written_by_hand_is_taken_when_it_has_no_other_members()
    {
        BackupName name = await BackUpAsync();

        await WriteAsync(name, "labels.json", """{ "pinned": true }""");
        await WriteAsync(name, "verification.jsonl", """{"time":"2026-11-23T20:15:31Z","passed":true,"samplePercent":100}""" + "\n");
        Assert.True(_test.Opened.ReadLabels(name).Pinned);
        Assert.True(Assert.Single(_test.Opened.ReadVerifications(name)).Passed);

        await AssertDamagedAsync(name, "labels.json", """{ "qinned": true }"""u8.ToArray(), "a pin that is none");
        await AssertDamagedAsync(name, "labels.json", """{ "pinned": true, "pinned": false }"""u8.ToArray(), "a pin that is told twice");
    }

    [Fact]
    public async Task What_a_later_version_writes_is_taken_with_the_members_that_are_known()
    {
        BackupName name = await BackUpAsync();
        string labels = "\"pinned\":true,\"colour\":\"red\"}";
        string note = "\"time\":\"2026-11-23T20:15:31Z\",\"passed\":true,\"samplePercent\":100,\"colour\":\"red\"}";
        string first = $$"""{"sum":"{{Sum($"{name}/verification.jsonl\n{note}")}}",{{note}}""";
        string second = $$"""{"sum":"{{Sum($"{name}/verification.jsonl\n{first}{note}")}}",{{note}}""";

        await WriteAsync(name, "labels.json", $$"""{"sum":"{{Sum($"{name}/labels.json\n{labels}")}}",{{labels}}""");
        await WriteAsync(name, "verification.jsonl", $"{first}\n{second}\n");

        Assert.True(_test.Opened.ReadLabels(name).Pinned);
        Assert.Equal([true, true], _test.Opened.ReadVerifications(name).Select(one => one.Passed));
    }

    [Fact]
    public async Task A_test_is_noted_behind_the_others_as_they_lie_there_and_behind_damaged_ones_not_at_all()
    {
        BackupName name = await BackUpAsync();
        string before = """{"time":"2026-11-23T20:15:31Z","passed":true,  "samplePercent":100}""" + "\n";
        await WriteAsync(name, "verification.jsonl", before);

        await NoteAsync(name, passed: false);
        await NoteAsync(name, passed: true);
        byte[] noted = await ReadAsync(name, "verification.jsonl");
        Assert.StartsWith(before, Encoding.UTF8.GetString(noted), StringComparison.Ordinal);
        Assert.Equal([true, false, true], _test.Opened.ReadVerifications(name).Select(one => one.Passed));

        await WriteAsync(name, "verification.jsonl", before[..^1]);
        SysOpsException error = await Assert.ThrowsAsync<SysOpsException>(() => NoteAsync(name, passed: true));
        Assert.Equal((ErrorCatalogue.BackupLabelsCorrupt, name.ToString()), (error.Id, error.Target));
        Assert.Equal(before[..^1], Encoding.UTF8.GetString(await ReadAsync(name, "verification.jsonl")));
    }

    private async Task<BackupName> BackUpAsync()
    {
        SystemBackup backup = await _test.BackUpAsync(labels: Labels);
        Assert.True(BackupName.TryParse(backup.Name, out BackupName? name));
        foreach (bool passed in (bool[])[true, false, true])
        {
            await NoteAsync(name, passed);
        }

        return name;
    }

    private Task NoteAsync(BackupName name, bool passed) => VerificationLog.AddAsync(
        _test.Opened, name, new BackupVerification { Time = DateTimeOffset.UnixEpoch, Passed = passed, Drill = passed, SamplePercent = 50, Host = "host7" }, TestContext.Current.CancellationToken);

    private Task<byte[]> ReadAsync(BackupName name, string file) => File.ReadAllBytesAsync(PathOf(name, file), TestContext.Current.CancellationToken);

    private Task WriteAsync(BackupName name, string file, string content) => File.WriteAllTextAsync(PathOf(name, file), content, TestContext.Current.CancellationToken);

    private async Task AssertDamagedAsync(BackupName name, string file, byte[] content, string damage)
    {
        await File.WriteAllBytesAsync(PathOf(name, file), content, TestContext.Current.CancellationToken);
        SysOpsException? problem = Problem(name, file);
        Assert.True(problem is not null, $"{file}: {damage} was not told.");
        Assert.Equal((ErrorCatalogue.BackupLabelsCorrupt, name.ToString()), (problem.Id, problem.Target));
    }

    private SysOpsException? Problem(BackupName name, string file) => (SysOpsException?)Record.Exception(
        () => _ = file == "labels.json" ? (object)_test.Opened.ReadLabels(name) : _test.Opened.ReadVerifications(name));

    private static string Sum(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private string PathOf(BackupName name, string file) => Path.Combine(_test.Opened.FolderOf(name), file);
}
