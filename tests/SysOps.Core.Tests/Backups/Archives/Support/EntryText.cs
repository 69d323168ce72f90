using System.Globalization;
using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Tar;
using SysOps.Files;

namespace SysOps.Core.Tests.Backups.Archives.Support;

/// <summary>All that entries tell, as text to be compared: memory of bytes is compared by its place otherwise.</summary>
internal static class EntryText
{
    public static string Of(IndexEntry entry) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Convert.ToHexString(entry.Path.Bytes)} {entry.Kind} {entry.Mode} {entry.OwnerId} {entry.GroupId} '{entry.OwnerName}' '{entry.GroupName}' {entry.Modified} {entry.Changed} {entry.Identity} {entry.Size} {entry.Sha256} {Convert.ToHexString(entry.Target.Span)} {entry.Device} {entry.AttributesDigest} {entry.Place} {entry.ContentPlace} {entry.Problem}");

    public static string Of(TarEntry entry) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Convert.ToHexString(entry.Name.Span)} {entry.Kind} {entry.Mode} {entry.OwnerId} {entry.GroupId} '{entry.OwnerName}' '{entry.GroupName}' {entry.Modified} {entry.Size} {Convert.ToHexString(entry.Target.Span)} {entry.Device} {string.Join(';', entry.Attributes.Select(Of))} {string.Join(';', entry.Sparse?.Parts ?? [])}");

    private static string Of(ExtendedAttribute attribute) => $"{Convert.ToHexString(attribute.Name.Span)}={Convert.ToHexString(attribute.Value.Span)}";
}
