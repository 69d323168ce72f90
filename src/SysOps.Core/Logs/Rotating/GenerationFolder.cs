using System.Globalization;
using System.Runtime.Versioning;
using SysOps.Files;
using SysOps.Files.Native;
using SysOps.Logs.Rules;

namespace SysOps.Logs.Rotating;

/// <summary>The folder of a log's generations. All in it is reached by the opened folder, so that nobody exchanges a path meanwhile, and nothing in it is overwritten.</summary>
/// <param name="folder">Open; owned. Null for one that is still to be made, in a plan.</param>
/// <param name="path">Its full path (<see cref="PathText"/>).</param>
/// <param name="rule">How the logs are rotated.</param>
/// <param name="now">The moment of the run.</param>
[SupportedOSPlatform("linux")]
internal sealed class GenerationFolder(NativeFolder? folder, string path, LogRule rule, DateTimeOffset now) : IDisposable
{
    public NativeFolder Folder => folder ?? throw new InvalidOperationException("A plan changes nothing.");

    public void Dispose() => folder?.Dispose();

    public string PathOf(string name) => $"{path.TrimEnd('/')}/{name}";

    public bool Has(string name) => Folder.Has(PathText.Bytes(name));

    /// <summary>The names of files that begin as the log's generations do, and when each was written to.</summary>
    public IReadOnlyDictionary<string, FileTime> List(string stem)
    {
        Dictionary<string, FileTime> present = new(StringComparer.Ordinal);
        foreach (string name in folder is null ? [] : Names().Where(name => name.StartsWith(stem, StringComparison.Ordinal)))
        {
            if (Folder.TryReadFacts(PathText.Bytes(name)) is { Kind: FileKind.File } facts)
            {
                present.Add(name, facts.Modified);
            }
        }

        return present;
    }

    /// <summary>Removes what runs that were cut off have left unfinished: of each the whole file is still there.</summary>
    public void ClearPartials(string stem)
    {
        foreach (string name in Names().Where(name => UnfinishedNames.IsPartial(name, stem)))
        {
            Folder.RemoveIfThere(PathText.Bytes(name));
        }
    }

    /// <summary>Makes a file in the mode and with the owner of the log; it gets its name by <see cref="Publish"/>.</summary>
    public NativeFile CreatePartial(string name, FileFacts like)
    {
        byte[] partial = UnfinishedNames.Partial(name);
        Folder.RemoveIfThere(partial);
        NativeFile file = Folder.CreateFile(partial);
        file.Dress(rule, like.OwnerId, like.GroupId, like.Mode);
        return file;
    }

    /// <summary>Gives a finished file its name; what has that name is kept aside.</summary>
    public void Publish(string name)
    {
        KeepAside(name);
        Folder.Rename(UnfinishedNames.Partial(name), Folder, PathText.Bytes(name));
        Folder.Sync();
    }

    public void DiscardPartial(string name) => Folder.RemoveIfThere(UnfinishedNames.Partial(name));

    /// <summary>Renames what has the name, so that nothing is overwritten.</summary>
    public void KeepAside(string name)
    {
        if (!Has(name))
        {
            return;
        }

        string aside = UnfinishedNames.Aside(name, now);
        for (int number = 1; Has(aside); number++)
        {
            aside = string.Create(CultureInfo.InvariantCulture, $"{UnfinishedNames.Aside(name, now)}.{number}");
        }

        Folder.Rename(PathText.Bytes(name), Folder, PathText.Bytes(aside));
    }

    /// <summary>Opens a generation to be read.</summary>
    /// <exception cref="IOException">It is no regular file with one name.</exception>
    public NativeFile OpenRegular(string name)
    {
        NativeFile file = Folder.OpenFile(PathText.Bytes(name));
        try
        {
            RequireRegular(file, name);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <exception cref="IOException">It is no regular file with one name.</exception>
    public void RequireRegular(NativeFile file, string name)
    {
        if (file.ReadFacts() is not { Kind: FileKind.File } facts || (facts.Links != 1 && !rule.AllowsHardLinks))
        {
            throw new RotationException($"'{PathText.Show(PathOf(name))}' is no regular file with one name.");
        }
    }

    private List<string> Names()
    {
        NameList listed = Folder.ReadNames();
        List<string> names = [];
        for (int index = 0; index < listed.Count; index++)
        {
            names.Add(PathText.Of(listed[index]));
        }

        return names;
    }
}
