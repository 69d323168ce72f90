using CsCheck;
using SysOps.Backups.Repositories;
using SysOps.Backups.Restoring;
using SysOps.Files;
using SysOps.Testing;

namespace SysOps.Core.Tests.Backups.Restoring;

public sealed class RestoreJournalsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_journal_is_read_back_as_it_was_written_whatever_bytes_its_paths_have()
    {
        var journals = new RestoreJournals(Path.Combine(_folder.Path, "state"));
        Gen.Byte[1, 255].Array[1, 40].Sample(bytes =>
        {
            RestoreJournal written = Journal() with { Trees = [Swap(PathBytes.Of(bytes))] };
            journals.Write(written);

            RestoreJournal read = RestoreJournals.Read(journals.PathOf(written.Id));

            Assert.Equal(written with { Trees = [] }, read with { Trees = [] });
            Assert.Equal(written.Trees[0].Steps, read.Trees[0].Steps);
        }, iter: 200, threads: 1);
    }

    [Fact]
    public void Only_its_owner_can_read_a_journal()
    {
        var journals = new RestoreJournals(Path.Combine(_folder.Path, "state"));
        journals.Write(Journal());

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(journals.PathOf(Journal().Id)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(journals.Folder));
    }

    [Fact]
    public void A_restore_is_interrupted_when_its_process_is_gone_or_its_number_is_another_ones_now()
    {
        var journals = new RestoreJournals(Path.Combine(_folder.Path, "state"));
        journals.Write(Journal() with { Id = "running" });
        journals.Write(Journal() with { Id = "reused", Owner = ProcessIdentity.Current with { Started = DateTimeOffset.UnixEpoch } });
        journals.Write(Journal() with { Id = "before-the-start", Owner = ProcessIdentity.Current with { BootId = "another" } });
        journals.Write(Journal() with { Id = "gone", Owner = ProcessIdentity.Current with { ProcessId = int.MaxValue } });

        Assert.Equal(["before-the-start", "gone", "reused"], journals.Interrupted().Select(journal => journal.Id).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{ \"version\": 2 }")]
    [InlineData("null")]
    public void A_damaged_journal_is_an_error_that_names_it(string content)
    {
        string path = _folder.Write("damaged.json", content);

        SysOpsException error = Assert.Throws<SysOpsException>(() => RestoreJournals.Read(path));

        Assert.Equal(ErrorCatalogue.RestoreJournalCorrupt, error.Id);
        Assert.Equal(path, error.Target);
    }

    [Fact]
    public void Without_any_restore_there_is_no_journal() => Assert.Empty(new RestoreJournals(Path.Combine(_folder.Path, "none")).Interrupted());

    private static RestoreJournal Journal() => new()
    {
        Id = "one",
        Backup = "20261122T201530.123Z-0001",
        Repository = "/backups",
        Started = DateTimeOffset.UnixEpoch,
        Owner = ProcessIdentity.Current,
    };

    private static TreeSwap Swap(PathBytes path) => new()
    {
        Root = "/data",
        Staging = ".staging",
        Steps = [new SwapStep { Target = path, Staged = path, Old = new FileIdentity(1, 2), New = new FileIdentity(ulong.MaxValue, 3) }],
    };
}
