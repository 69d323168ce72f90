using System.Globalization;
using System.Runtime.Versioning;
using SysOps.Files;
using SysOps.Files.Native;
using SysOps.Logs.Compressing;
using SysOps.Logs.Rules;

namespace SysOps.Logs.Rotating;

/// <summary>The folder of a log's generations, and what is done to them. All is reached by the opened folder, so that nobody exchanges a path meanwhile.</summary>
/// <param name="folder">Open; owned.</param>
/// <param name="path">Its full path (<see cref="PathText"/>).</param>
/// <param name="rule">How the logs are rotated.</param>
/// <param name="run">The run.</param>
[SupportedOSPlatform("linux")]
internal sealed class GenerationFolder(NativeFolder folder, string path, LogRule rule, RotationRun run) : IDisposable
{
    public NativeFolder Folder => folder;

    public void Dispose() => folder.Dispose();

    public string PathOf(string name) => $"{path.TrimEnd('/')}/{name}";

    public bool Has(string name) => TryReadFacts(name) is not null;

    public FileFacts? TryReadFacts(string name)
    {
        try
        {
            return folder.ReadFacts(PathText.Bytes(name));
        }
        catch (NativeException exception) when (exception.Error == NativeError.NoEntry)
        {
            return null;
        }
    }

    /// <summary>The names of files that begin as the log's generations do, and when each was written to.</summary>
    public IReadOnlyDictionary<string, FileTime> List(string stem)
    {
        byte[] start = PathText.Bytes(stem);
        Dictionary<string, FileTime> present = new(StringComparer.Ordinal);
        NameList names = folder.ReadNames();
        for (int index = 0; index < names.Count; index++)
        {
            if (names[index].StartsWith(start) && TryReadFacts(PathText.Of(names[index])) is { Kind: FileKind.File } facts)
            {
                present.Add(PathText.Of(names[index]), facts.Modified);
            }
        }

        return present;
    }

    /// <summary>Makes a file of this name in the mode and with the owner of the log; nobody sees it under its name before <see cref="Publish"/>.</summary>
    public NativeFile CreatePartial(string name, FileFacts like)
    {
        byte[] partial = UnfinishedNames.Partial(name);
        RemoveIfThere(folder, partial);
        NativeFile file = folder.CreateFile(partial);
        Dress(file, like.OwnerId, like.GroupId, like.Mode);
        return file;
    }

    /// <summary>Gives a finished file its name; what has that name is kept aside.</summary>
    public void Publish(string name)
    {
        KeepAside(name);
        folder.Rename(UnfinishedNames.Partial(name), folder, PathText.Bytes(name));
        folder.Sync();
    }

    public void DiscardPartial(string name) => RemoveIfThere(folder, UnfinishedNames.Partial(name));

    /// <summary>Renames what has the name, so that nothing is overwritten.</summary>
    public void KeepAside(string name)
    {
        if (!Has(name))
        {
            return;
        }

        string aside = UnfinishedNames.Aside(name, run.Now);
        for (int number = 1; Has(aside); number++)
        {
            aside = string.Create(CultureInfo.InvariantCulture, $"{UnfinishedNames.Aside(name, run.Now)}.{number}");
        }

        folder.Rename(PathText.Bytes(name), folder, PathText.Bytes(aside));
    }

    /// <summary>Compresses a file into one beside it; the file goes once the other is whole, verified and safe on the disk.</summary>
    /// <param name="name">Of the file.</param>
    /// <param name="modified">When the log was written to last, of which this is a copy; null for the file's own time.</param>
    /// <returns>The size of the compressed one.</returns>
    /// <exception cref="IOException">It failed, and the file is as it was.</exception>
    public long Compress(string name, FileTime? modified = null)
    {
        string compressed = name + rule.Compression.Extension;
        long size;
        using (NativeFile source = OpenRegular(name))
        {
            FileFacts facts = source.ReadFacts();
            try
            {
                using NativeFile target = CreatePartial(compressed, facts);
                LogCompressions.Of(rule.Compression).Run(source, PathOf(name), target, run.CancellationToken);
                target.SetModified(modified ?? facts.Modified);
                target.Sync();
                size = target.ReadFacts().Size;
                if (!source.ReadFacts().IsUnchanged(facts))
                {
                    throw new RotationException($"'{PathText.Show(PathOf(name))}' was written to while it was compressed.");
                }
            }
            catch
            {
                DiscardPartial(compressed);
                throw;
            }
        }

        Publish(compressed);
        Remove(name);
        return size;
    }

    /// <summary>Removes a file, after the script that the rule has for that, and overwritten where the rule says so.</summary>
    /// <exception cref="IOException">It stays.</exception>
    public void Remove(string name)
    {
        if (rule.Scripts.BeforeRemoval is { } script)
        {
            ScriptRunner.RunAsync(script, "preremove", [PathOf(name)], run.CancellationToken).GetAwaiter().GetResult();
        }

        byte[] bytes = PathText.Bytes(name);
        if (rule.Removal.Shreds)
        {
            using NativeFile file = folder.OpenWritable(bytes);
            Require(file.ReadFacts(), name);
            LogShredder.Shred(file, rule.Removal.ShredCycles);
        }

        RemoveIfThere(folder, bytes);
    }

    public void Mail(string name, string subject, bool isCompressed)
    {
        using NativeFile file = OpenRegular(name);
        LogMailer.Send(run.Request.MailCommand, rule.Removal.MailAddress!, PathText.Show(subject), file, isCompressed ? rule.Compression : null);
    }

    /// <summary>Gives what was made its owner and mode. Only root gives files away, and nobody does with another's rights.</summary>
    public void Dress(NativeFile file, uint owner, uint group, int mode)
    {
        FileFacts made = file.ReadFacts();
        if (FileStatus.CurrentUserId == 0 && rule.User is null && (made.OwnerId != owner || made.GroupId != group))
        {
            file.SetOwner(owner, group);
        }

        file.SetMode(mode);
    }

    public static void RemoveIfThere(NativeFolder folder, ReadOnlySpan<byte> name)
    {
        try
        {
            folder.Remove(name);
        }
        catch (NativeException exception) when (exception.Error == NativeError.NoEntry)
        {
            // It is gone already.
        }
    }

    private NativeFile OpenRegular(string name)
    {
        NativeFile file = folder.OpenFile(PathText.Bytes(name));
        try
        {
            Require(file.ReadFacts(), name);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void Require(FileFacts facts, string name)
    {
        if (facts.Kind is not FileKind.File || (facts.Links != 1 && !rule.AllowsHardLinks))
        {
            throw new RotationException($"'{PathText.Show(PathOf(name))}' is no regular file with one name.");
        }
    }
}
