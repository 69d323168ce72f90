using SysOps.Backups.Manifests;
using SysOps.Backups.Repositories;
using SysOps.Backups.Verifying;

namespace SysOps.Backups.Copying;

/// <summary>Copies one backup into a hidden folder, and publishes it when every file has the sum that the manifest tells.</summary>
internal sealed class CopyDraft(BackupRepository source, WritableRepository target, CopiedBackup backup, CopyProgress progress)
{
    private const int BufferBytes = 1024 * 1024;

    private BackupName Name => backup.Name;

    /// <exception cref="SysOpsException">BackupCorrupt: it is not what was written; or a disk fails. There is no such backup then.</exception>
    public async Task CopyAsync(CancellationToken cancellationToken)
    {
        byte[] manifest = source.ReadManifestBytes(Name);
        if (FolderCheck.Findings(source, Name, backup.Manifest, manifest).FirstOrDefault(IsOfTheBackup) is { } finding)
        {
            throw Corrupt(finding.ToString());
        }

        byte[]? labels = source.ReadIfThere(source.PathOf(Name, StoreNames.Labels));
        using DraftFolder draft = DraftFolder.Create(target, Name);
        foreach (ManifestFile file in backup.Manifest.Files)
        {
            await CopyAsync(file, draft, cancellationToken).ConfigureAwait(false);
        }

        draft.Publish(files =>
        {
            if (backup.Manifest.Files.Except(files).FirstOrDefault() is { } other)
            {
                throw Corrupt($"{other.Name}: It does not have the sum that was written.");
            }

            draft.WriteDocuments(manifest, files, labels);
        });
    }

    // What is noted beside it is no part of it; damaged notes are copied as they are.
    private static bool IsOfTheBackup(BackupFinding finding) => finding.File is not (StoreNames.Labels or StoreNames.Verification);

    private async Task CopyAsync(ManifestFile file, DraftFolder draft, CancellationToken cancellationToken)
    {
        Stream written = draft.Files.Create(file.Name);
        FileStream read = StoreErrors.Guard(source.PathOf(Name, file.Name), () => new FileStream(source.PathOf(Name, file.Name), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan));
        await using (read.ConfigureAwait(false))
        {
            byte[] buffer = new byte[BufferBytes];
            while (await ReadAsync(read, buffer, cancellationToken).ConfigureAwait(false) is > 0 and int count)
            {
                await written.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                progress.Add(Name.ToString(), count);
            }
        }
    }

    private static async Task<int> ReadAsync(FileStream file, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw StoreErrors.From(file.Name, exception);
        }
    }

    private SysOpsException Corrupt(string reason) => new(ErrorCatalogue.BackupCorrupt, $"The backup '{Name}' is damaged, and is not copied: {reason}", "See what Test-SystemBackup says, and copy another one.", Name.ToString());
}
