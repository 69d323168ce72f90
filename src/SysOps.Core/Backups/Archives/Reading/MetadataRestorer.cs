using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Tar;
using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Backups.Archives.Reading;

/// <summary>Gives what was made its owner, attributes, ACLs, mode and times, in the order in which none undoes another.</summary>
internal sealed class MetadataRestorer
{
    private readonly TreeExtractRequest _request;
    private readonly EntryCursor _cursor;

    public MetadataRestorer(TreeExtractRequest request, EntryCursor cursor)
    {
        _request = request;
        _cursor = cursor;
    }

    /// <param name="entry">Its line in the index.</param>
    /// <param name="handle">What was made.</param>
    /// <param name="headers">Its headers, when they were read already.</param>
    /// <returns>What could not be given; null when all was.</returns>
    public string? Restore(IndexEntry entry, NativeHandle handle, TarEntry? headers = null)
    {
        List<string> losses = [];
        if (_request.RestoreOwners)
        {
            Try(losses, "its owner", () => handle.SetOwner(entry.OwnerId, entry.GroupId));
        }

        // After the owner, as a change of owner takes capabilities away.
        if (entry.AttributesDigest is not null)
        {
            foreach (ExtendedAttribute attribute in ReadAttributes(entry, headers))
            {
                Try(losses, $"the attribute {attribute}", () => handle.SetAttribute(attribute));
            }
        }

        if (entry.Kind != EntryKind.Link)
        {
            Try(losses, "its mode", () => handle.SetMode(entry.Mode));
        }

        Try(losses, "its time", () => handle.SetModified(entry.Modified));
        return losses.Count == 0 ? null : $"Not restored: {string.Join("; ", losses)}.";
    }

    private IReadOnlyList<ExtendedAttribute> ReadAttributes(IndexEntry entry, TarEntry? headers)
    {
        IReadOnlyList<ExtendedAttribute> attributes = (headers ?? _cursor.MoveTo(entry.Place).Entry).Attributes;
        if (entry is { Kind: EntryKind.HardLink, ContentPlace: { } place } && attributes.Count == 0)
        {
            attributes = _cursor.MoveTo(place).Entry.Attributes;
        }

        return IndexEntry.DigestOf(attributes) == entry.AttributesDigest
            ? attributes
            : throw new ArchiveCorruptException($"The attributes of '{entry.Path}' are not those that were archived.");
    }

    private static void Try(List<string> losses, string what, Action set)
    {
        try
        {
            set();
        }
        catch (NativeException exception) when (exception.Error != NativeError.NoSpace)
        {
            losses.Add($"{what} ({exception.Error.Message})");
        }
    }
}
