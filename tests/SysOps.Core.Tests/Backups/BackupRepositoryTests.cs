using SysOps.Backups;
using SysOps.Backups.Manifests;
using SysOps.Backups.Repositories;

namespace SysOps.Core.Tests.Backups;

public sealed class BackupRepositoryTests : IDisposable
{
    private const UnixFileMode Folder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TestRepository _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task The_first_backup_makes_the_repository_private_and_in_the_documented_layout()
    {
        SystemBackup backup = await _test.BackUpAsync(labels: new BackupLabels { Tags = ["nightly"], Description = "before the update" });

        Assert.Equal([backup.Name, "lock", "repository.json"], _test.Names);
        Assert.Equal(
            ["SHA256SUMS", "database.tar.zst", "labels.json", "manifest.json", "workspaces.tar.zst"],
            Directory.EnumerateFileSystemEntries(backup.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(Folder, System.IO.File.GetUnixFileMode(_test.Path));
        Assert.Equal(Folder, System.IO.File.GetUnixFileMode(backup.Path));
        Assert.All(Directory.EnumerateFiles(_test.Path, "*", SearchOption.AllDirectories), file => Assert.Equal((file, File), (file, System.IO.File.GetUnixFileMode(file))));
    }

    [Fact]
    public async Task A_backup_is_listed_as_it_was_published()
    {
        SystemBackup published = await _test.BackUpAsync(labels: new BackupLabels { Tags = ["nightly"], Description = "d", Pinned = true });

        SystemBackup listed = Assert.Single(_test.Listed);
        Assert.Equal(published with { Components = [], Tags = [], Warnings = [], Problems = [] }, listed with { Components = published.Components.Take(0).ToArray(), Tags = [], Warnings = [], Problems = [] });
        Assert.Equal(["database", "workspaces"], listed.Components.Select(component => component.Name));
        Assert.Equal((2000, 27, 6, TimeSpan.FromSeconds(4)), (listed.SizeBytes, listed.StoredBytes, listed.FileCount, listed.Components[0].Duration));
        Assert.Equal((1L, "shop", "Production", "nightly", true, BackupStatus.Complete), (listed.Sequence, listed.SystemName, listed.Environment, listed.Tags.Single(), listed.Pinned, listed.Status));
        Assert.Equal(DateTimeKind.Local, listed.Created.Kind);
    }

    [Fact]
    public async Task The_sums_are_what_sha256sum_checks()
    {
        SystemBackup backup = await _test.BackUpAsync();

        Assert.Equal((0, "database.tar.zst: OK\nmanifest.json: OK\nworkspaces.tar.zst: OK\n"), await CheckSumsAsync(backup.Path));
        await System.IO.File.AppendAllTextAsync(Path.Combine(backup.Path, "database.tar.zst"), "x", TestContext.Current.CancellationToken);
        Assert.Equal(1, (await CheckSumsAsync(backup.Path)).ExitCode);
    }

    [Fact]
    public async Task Sequence_numbers_order_backups_though_the_clock_is_set_back()
    {
        SystemBackup late = await _test.BackUpAsync(time: new FixedTime(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        SystemBackup early = await _test.BackUpAsync(time: new FixedTime(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)));

        Assert.Equal([early.Name, late.Name], _test.Listed.Select(backup => backup.Name));
        Assert.Equal([2L, 1L], _test.Listed.Select(backup => backup.Sequence!.Value));
    }

    [Fact]
    public async Task The_number_of_a_backup_that_cannot_be_read_just_now_is_not_given_again()
    {
        await _test.BackUpAsync();
        SystemBackup second = await _test.BackUpAsync();
        string manifest = Path.Combine(second.Path, "manifest.json");
        System.IO.File.Move(manifest, manifest + ".away");

        SystemBackup third = await _test.BackUpAsync();
        System.IO.File.Move(manifest + ".away", manifest);

        Assert.Equal([(third.Name, 3L), (second.Name, 2L)], _test.Listed.Take(2).Select(backup => (backup.Name, backup.Sequence!.Value)));
    }

    [Fact]
    public async Task Many_runs_of_one_instant_are_as_many_backups()
    {
        FixedTime instant = new(new DateTimeOffset(2026, 11, 23, 20, 15, 30, TimeSpan.Zero));
        for (int run = 0; run < 20; run++)
        {
            await _test.BackUpAsync(time: instant);
        }

        Assert.Equal(20, _test.Listed.Select(backup => backup.Name).Distinct().Count());
    }

    [Theory]
    [InlineData("manifest.json", "{", "manifest.json is damaged at $, line 1")]
    [InlineData("manifest.json", null, "manifest.json is damaged at its place: it is missing")]
    [InlineData("manifest.json", """{ "formatVersion": 9 }""", "The backup has format version 9")]
    public async Task A_damaged_backup_is_listed_with_the_reason_and_hides_no_other(string file, string? content, string reason)
    {
        SystemBackup first = await _test.BackUpAsync();
        SystemBackup second = await _test.BackUpAsync();
        SystemBackup third = await _test.BackUpAsync();
        Change(Path.Combine(second.Path, file), content);

        IReadOnlyList<SystemBackup> listed = _test.Listed;

        Assert.Equal([third.Name, second.Name, first.Name], listed.Select(backup => backup.Name));
        Assert.Equal([BackupStatus.Complete, BackupStatus.Damaged, BackupStatus.Complete], listed.Select(backup => backup.Status));
        Assert.StartsWith(reason, listed[1].Reason, StringComparison.Ordinal);
        Assert.Equal(second.Created, listed[1].Created);
        Assert.Equal(4, (await _test.BackUpAsync()).Sequence);
    }

    [Fact]
    public async Task A_manifest_that_is_a_link_or_a_pipe_is_not_read()
    {
        SystemBackup linked = await _test.BackUpAsync();
        SystemBackup piped = await _test.BackUpAsync();
        string moved = Path.Combine(_test.Path, "elsewhere.json");
        System.IO.File.Move(Path.Combine(linked.Path, "manifest.json"), moved);
        System.IO.File.CreateSymbolicLink(Path.Combine(linked.Path, "manifest.json"), moved);
        System.IO.File.Delete(Path.Combine(piped.Path, "manifest.json"));
        await ChildProcess.RunAsync("mkfifo", piped.Path, "manifest.json");

        Assert.All(_test.Listed, backup => Assert.Contains("is no regular file", backup.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_not_ours_is_ignored_and_links_are_not_followed()
    {
        SystemBackup backup = await _test.BackUpAsync();
        Directory.CreateDirectory(Path.Combine(_test.Path, "lost+found"));
        Directory.CreateDirectory(Path.Combine(_test.Path, "20261123T201530.123Z-7f3A"));
        Directory.CreateDirectory(Path.Combine(_test.Path, ".20261123T201530.123Z-7f3a.partial"));
        await System.IO.File.WriteAllTextAsync(Path.Combine(_test.Path, "20261123T201530.123Z-7f3b"), "a file", TestContext.Current.CancellationToken);
        System.IO.File.CreateSymbolicLink(Path.Combine(_test.Path, "20261123T201530.123Z-7f3c"), backup.Path);

        Assert.Equal(backup.Name, Assert.Single(_test.Listed).Name);
    }

    [Fact]
    public async Task Remains_of_dead_runs_go_with_the_next_backup_and_nothing_else_does()
    {
        await _test.BackUpAsync();
        Directory.CreateDirectory(Path.Combine(_test.Path, ".20261123T201530.123Z-7f3a.partial", ".scratch-0"));
        Directory.CreateDirectory(Path.Combine(_test.Path, ".20261123T201530.123Z-7f3b.deleting"));
        Directory.CreateDirectory(Path.Combine(_test.Path, ".other.partial"));
        await System.IO.File.WriteAllTextAsync(Path.Combine(_test.Path, ".labels.json.0123456789abcdef0123456789abcdef.tmp"), "", TestContext.Current.CancellationToken);
        System.IO.File.CreateSymbolicLink(Path.Combine(_test.Path, ".20261123T201530.123Z-7f3c.partial"), "/");
        await System.IO.File.WriteAllTextAsync(Path.Combine(_test.Path, ".20261123T201530.123Z-7f3a.partial", ".scratch-0", "f"), "", TestContext.Current.CancellationToken);

        Assert.Single(_test.Listed);
        Assert.Contains(".20261123T201530.123Z-7f3a.partial", _test.Names);
        await _test.BackUpAsync();

        Assert.Equal([".20261123T201530.123Z-7f3c.partial", ".other.partial"], _test.Names.Where(name => name.StartsWith('.')));
    }

    [Fact]
    public async Task A_draft_that_is_not_published_leaves_nothing()
    {
        using WritableRepository writable = await _test.OpenAsync();
        using (BackupDraft draft = writable.Begin(new BackupDraftOptions { SystemName = "shop" }))
        {
            TestRepository.Put(draft, "a.tar.zst", ["x"]);
            draft.CreateScratchFolder();
            Assert.Contains($".{draft.Name}.partial", _test.Names);
        }

        Assert.Equal(["lock", "repository.json"], _test.Names);
    }

    [Fact]
    public async Task A_draft_takes_plain_names_alone_and_each_once()
    {
        using WritableRepository writable = await _test.OpenAsync();
        using BackupDraft draft = writable.Begin(new BackupDraftOptions { SystemName = "shop" });
        TestRepository.Put(draft, "a", []);

        Assert.All(["../a", "/a", ".a", "a/b", "", "manifest.json", "SHA256SUMS", "labels.json", "verification.jsonl", "a b"], name => Assert.Throws<ArgumentException>(() => draft.CreateFile(name)));
        Assert.Equal(ErrorCatalogue.BackupRepositoryUnavailable, Assert.Throws<SysOpsException>(() => draft.CreateFile("a")).Id);
    }

    [Fact]
    public async Task Labels_and_verifications_are_replaced_outside_the_sums()
    {
        SystemBackup backup = await _test.BackUpAsync();
        BackupName name = NameOf(backup);
        using (WritableRepository writable = await _test.OpenAsync())
        {
            writable.WriteLabels(name, new BackupLabels { Tags = ["kept"], Pinned = true });
            writable.AddVerification(name, new BackupVerification { Time = DateTimeOffset.UnixEpoch, Passed = true, SamplePercent = 100 });
            writable.AddVerification(name, new BackupVerification { Time = DateTimeOffset.UnixEpoch, Passed = false, Drill = true, SamplePercent = 5 });
        }

        Assert.Equal(("kept", true), (_test.Listed[0].Tags.Single(), _test.Listed[0].Pinned));
        Assert.Equal([(true, false, 100.0), (false, true, 5.0)], _test.Opened.ReadVerifications(name).Select(one => (one.Passed, one.Drill, one.SamplePercent)));
        Assert.Equal(2, (await System.IO.File.ReadAllLinesAsync(Path.Combine(backup.Path, "verification.jsonl"), TestContext.Current.CancellationToken)).Length);
        Assert.Equal(0, (await CheckSumsAsync(backup.Path)).ExitCode);
        Assert.Equal([backup.Name, "lock", "repository.json"], _test.Names);
    }

    [Fact]
    public async Task Labels_without_tags_are_labels_without_tags()
    {
        SystemBackup backup = await _test.BackUpAsync();
        await System.IO.File.WriteAllTextAsync(Path.Combine(backup.Path, "labels.json"), """{ "pinned": true }""", TestContext.Current.CancellationToken);

        SystemBackup listed = Assert.Single(_test.Listed);
        Assert.True(listed.Pinned);
        Assert.Empty(listed.Tags);
        Assert.Empty(listed.Warnings);
    }

    [Theory]
    [InlineData("""{ "tags": "a" }""")]
    [InlineData("""{ "tags": [null] }""")]
    [InlineData("")]
    public async Task Damaged_labels_are_a_warning_and_not_a_damaged_backup(string content)
    {
        SystemBackup backup = await _test.BackUpAsync(labels: new BackupLabels { Tags = ["a"] });
        await System.IO.File.WriteAllTextAsync(Path.Combine(backup.Path, "labels.json"), content, TestContext.Current.CancellationToken);

        SystemBackup listed = Assert.Single(_test.Listed);
        Assert.Equal(BackupStatus.Complete, listed.Status);
        Assert.Empty(listed.Tags);
        Assert.Contains("labels.json' are damaged", Assert.Single(listed.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_backup_is_gone_and_one_that_is_not_there_is_told()
    {
        SystemBackup kept = await _test.BackUpAsync();
        SystemBackup gone = await _test.BackUpAsync();
        string outside = Path.Combine(_test.Path, "..", "outside");
        Directory.CreateDirectory(outside);
        System.IO.File.CreateSymbolicLink(Path.Combine(gone.Path, "link"), outside);
        using WritableRepository writable = await _test.OpenAsync();

        writable.Delete(NameOf(gone));

        Assert.Equal([kept.Name, "lock", "repository.json"], _test.Names);
        Assert.True(Directory.Exists(outside));
        SysOpsException error = Assert.Throws<SysOpsException>(() => writable.Delete(NameOf(gone)));
        Assert.Equal((ErrorCatalogue.BackupNotFound, gone.Name), (error.Id, error.Target));
    }

    [Fact]
    public async Task A_folder_with_something_else_in_it_never_becomes_a_repository()
    {
        Directory.CreateDirectory(_test.Path);
        await System.IO.File.WriteAllTextAsync(Path.Combine(_test.Path, "thesis.odt"), "", TestContext.Current.CancellationToken);

        SysOpsException error = await Assert.ThrowsAsync<SysOpsException>(() => _test.BackUpAsync());

        Assert.Equal((ErrorCatalogue.BackupRepositoryInvalid, _test.Path), (error.Id, error.Target));
        Assert.Contains("thesis.odt", error.Message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(Path.Combine(_test.Path, "repository.json")));
    }

    [Fact]
    public async Task A_repository_of_a_newer_format_is_read_and_not_written()
    {
        SystemBackup backup = await _test.BackUpAsync();
        await System.IO.File.WriteAllTextAsync(Path.Combine(_test.Path, "repository.json"), $$"""{ "formatVersion": 2, "id": "{{Guid.NewGuid()}}", "shards": 4 }""", TestContext.Current.CancellationToken);

        Assert.True(_test.Opened.IsReadOnly);
        Assert.Equal(backup.Name, Assert.Single(_test.Listed).Name);
        Assert.Equal(ErrorCatalogue.BackupVersionUnknown, (await Assert.ThrowsAsync<SysOpsException>(() => _test.BackUpAsync())).Id);
        (await RepositoryLock.TakeAsync(_test.Path, TestRepository.Lock(), TestContext.Current.CancellationToken)).Dispose();
    }

    [Fact]
    public async Task A_repository_that_is_not_there_or_damaged_is_told()
    {
        Assert.Equal((ErrorCatalogue.BackupRepositoryNotFound, _test.Path), Told(() => _test.Opened));
        await _test.BackUpAsync();
        await System.IO.File.WriteAllTextAsync(Path.Combine(_test.Path, "repository.json"), "{ \"formatVersion\": 1", TestContext.Current.CancellationToken);
        Assert.Equal((ErrorCatalogue.BackupRepositoryCorrupt, _test.Path), Told(() => _test.Opened));
        System.IO.File.Delete(Path.Combine(_test.Path, "repository.json"));
        Assert.Equal((ErrorCatalogue.BackupRepositoryNotFound, _test.Path), Told(() => _test.Opened));
    }

    [Fact]
    public async Task The_digest_of_a_manifest_is_that_of_its_file()
    {
        SystemBackup backup = await _test.BackUpAsync();
        byte[] bytes = _test.Opened.ReadManifestBytes(NameOf(backup));

        Assert.Equal((await System.IO.File.ReadAllLinesAsync(Path.Combine(backup.Path, "SHA256SUMS"), TestContext.Current.CancellationToken))[1], $"{Sha256Sums.Digest(bytes)}  manifest.json");
        Assert.Equal(backup.Id, _test.Opened.ReadManifest(NameOf(backup)).Id);
    }

    private static (ErrorId, object?) Told(Func<object> action)
    {
        SysOpsException error = Assert.Throws<SysOpsException>(action);
        return (error.Id, error.Target);
    }

    private static BackupName NameOf(SystemBackup backup) => BackupName.TryParse(backup.Name, out BackupName? name) ? name : throw new InvalidOperationException(backup.Name);

    private static void Change(string path, string? content)
    {
        System.IO.File.Delete(path);
        if (content is not null)
        {
            System.IO.File.WriteAllText(path, content);
        }
    }

    private static Task<(int ExitCode, string Output)> CheckSumsAsync(string folder) => ChildProcess.RunAsync("sha256sum", folder, "-c", "SHA256SUMS");

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
