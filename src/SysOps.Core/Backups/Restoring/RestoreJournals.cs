using System.Text.Json;
using SysOps.Backups.Repositories;
using SysOps.Files;
using SysOps.Settings;

namespace SysOps.Backups.Restoring;

/// <summary>The journals of restores that have not ended, in the user's state folder. One that no living process owns was interrupted.</summary>
public sealed class RestoreJournals
{
    private const string Extension = ".json";

    /// <param name="folder">Full path; made on first use.</param>
    public RestoreJournals(string folder) => Folder = folder;

    public static RestoreJournals Default => new(Path.Combine(StateFolder.Path, "restores"));

    public string Folder { get; }

    /// <summary>Full path of a folder for what a restore needs on the way and nobody afterwards.</summary>
    public string ScratchFolderOf(string id) => Path.Combine(Folder, id + ".scratch");

    /// <summary>Full path of the journal with this id.</summary>
    public string PathOf(string id) => Path.Combine(Folder, id + Extension);

    /// <summary>Returns once the journal is safe on the disk.</summary>
    /// <exception cref="SysOpsException">RestoreJournalUnwritable: nothing may be changed then.</exception>
    public void Write(RestoreJournal journal)
    {
        try
        {
            PrivateFiles.CreateLastingFolder(Folder);
            AtomicFile.Write(PathOf(journal.Id), JsonSerializer.SerializeToUtf8Bytes(journal, RestoreJson.Default.RestoreJournal));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(Folder, exception);
        }
    }

    public void Delete(RestoreJournal journal)
    {
        File.Delete(PathOf(journal.Id));
        try
        {
            FolderSync.Sync(Folder);
        }
        catch (IOException)
        {
            // One that comes back with a crash is ended once more: all that comes before may be repeated.
        }
    }

    /// <summary>Full paths of all journals; none is read.</summary>
    public IReadOnlyList<string> List()
    {
        try
        {
            return [.. Directory.EnumerateFiles(Folder, "*" + Extension).Order(StringComparer.Ordinal)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    /// <summary>Those of restores whose process has ended before they had.</summary>
    /// <exception cref="SysOpsException">RestoreJournalCorrupt: one of them cannot be read.</exception>
    public IReadOnlyList<RestoreJournal> Interrupted() => [.. List().Select(Read).Where(journal => WasCutOff(journal.Owner))];

    // The folder is this machine's own: a process of an earlier start of it has ended.
    private static bool WasCutOff(ProcessIdentity owner) =>
        owner.HasEnded || (owner.Host == ProcessIdentity.Current.Host && owner.BootId != ProcessIdentity.Current.BootId);

    /// <exception cref="SysOpsException">RestoreJournalCorrupt: it is damaged, or of another version.</exception>
    public static RestoreJournal Read(string path)
    {
        try
        {
            RestoreJournal? journal = JsonSerializer.Deserialize(File.ReadAllBytes(path), RestoreJson.Default.RestoreJournal);
            return journal is { Version: RestoreJournal.CurrentVersion } ? journal : throw Corrupt(path, "it is of another version", null);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Corrupt(path, exception.Message, exception);
        }
    }

    internal static SysOpsException Unwritable(string folder, Exception exception) => new(
        ErrorCatalogue.RestoreJournalUnwritable, $"The journal of the restore cannot be written in '{folder}': {exception.Message}", "Without it a crash could not be mended, so nothing further was changed. Free space there or set XDG_STATE_HOME.", folder, exception);

    private static SysOpsException Corrupt(string path, string reason, Exception? inner) => new(
        ErrorCatalogue.RestoreJournalCorrupt, $"The journal '{path}' of an unfinished restore cannot be read: {reason}", "It names the staging folders and the scratch database; look at them, put them right by hand, and remove the journal.", path, inner);
}
