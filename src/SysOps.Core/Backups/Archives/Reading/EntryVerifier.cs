using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Tar;

namespace SysOps.Backups.Archives.Reading;

/// <summary>Verifies one entry against its line in the index.</summary>
internal static class EntryVerifier
{
    /// <exception cref="ArchiveCorruptException">They differ, or the archive is damaged.</exception>
    public static void Verify(EntryCursor cursor, IndexEntry entry, CancellationToken cancellationToken)
    {
        (TarEntry headers, _) = cursor.MoveTo(entry.Place);
        if (headers.Path != entry.Path || headers.Kind != (entry.IsMetadataOnly ? EntryKind.HardLink : entry.Kind))
        {
            throw new ArchiveCorruptException($"The archive has '{headers}' where the index tells of '{entry.Path}'.");
        }

        if (Differing(headers, entry) is { } field)
        {
            throw new ArchiveCorruptException($"The {field} of '{entry.Path}' differs between archive and index.");
        }

        if (entry.Kind == EntryKind.File && entry.ContentPlace is null)
        {
            EntryContent.Read(cursor, entry, (_, _) => { }, cancellationToken);
        }
    }

    private static string? Differing(TarEntry headers, IndexEntry entry)
    {
        bool hasAttributes = entry.Kind != EntryKind.HardLink;
        ReadOnlySpan<byte> wanted = entry.IsMetadataOnly ? entry.Path.Bytes : entry.Target.Span;
        ReadOnlySpan<byte> target = headers.Kind == EntryKind.HardLink ? TarEntry.PathOf(headers.Target.Span).Bytes : headers.Target.Span;
        (string Field, bool Differs)[] fields =
        [
            ("mode", headers.Mode != entry.Mode),
            ("owner", headers.OwnerId != entry.OwnerId || headers.OwnerName != entry.OwnerName),
            ("group", headers.GroupId != entry.GroupId || headers.GroupName != entry.GroupName),
            ("time", headers.Modified != entry.Modified),
            ("target", !target.SequenceEqual(wanted)),
            ("device", headers.Device != entry.Device),
            ("attributes", hasAttributes && IndexEntry.DigestOf(headers.Attributes) != entry.AttributesDigest),
        ];
        return Array.Find(fields, field => field.Differs).Field;
    }
}
