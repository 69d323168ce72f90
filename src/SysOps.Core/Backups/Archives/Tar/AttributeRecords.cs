using System.Text;
using SysOps.Files;

namespace SysOps.Backups.Archives.Tar;

/// <summary>Extended attributes as GNU tar and star have them in pax headers: SCHILY.xattr.NAME with the bytes, SCHILY.acl.* with the ACL's text.</summary>
internal static class AttributeRecords
{
    private const string Attribute = "SCHILY.xattr.";
    private const string AccessAcl = "SCHILY.acl.access";
    private const string DefaultAcl = "SCHILY.acl.default";

    private static readonly Comparer<ReadOnlyMemory<byte>> NameComparer = Comparer<ReadOnlyMemory<byte>>.Create((one, other) => one.Span.SequenceCompareTo(other.Span));

    public static void Add(PaxRecords records, ExtendedAttribute attribute)
    {
        if (attribute.Name.Span.SequenceEqual(AclText.AccessName) && AclText.TryFormat(attribute.Value.Span, out string access))
        {
            records.Add(AccessAcl, access);
        }
        else if (attribute.Name.Span.SequenceEqual(AclText.DefaultName) && AclText.TryFormat(attribute.Value.Span, out string @default))
        {
            records.Add(DefaultAcl, @default);
        }
        else
        {
            // As GNU tar has it: '=' would end the key.
            string key = Attribute + Encoding.Latin1.GetString(attribute.Name.Span).Replace("%", "%25", StringComparison.Ordinal).Replace("=", "%3D", StringComparison.Ordinal);
            records.Add(Encoding.Latin1.GetBytes(key), attribute.Value.Span);
        }
    }

    /// <exception cref="ArchiveCorruptException">The text of an ACL is damaged.</exception>
    public static IReadOnlyList<ExtendedAttribute> Read(Dictionary<string, byte[]> records)
    {
        List<ExtendedAttribute> attributes = [];
        foreach ((string key, byte[] value) in records)
        {
            if (key.StartsWith(Attribute, StringComparison.Ordinal))
            {
                string name = key[Attribute.Length..].Replace("%3D", "=", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
                attributes.Add(new ExtendedAttribute(Encoding.Latin1.GetBytes(name), value));
            }
            else if (key is AccessAcl or DefaultAcl)
            {
                byte[] acl = AclText.Parse(Encoding.UTF8.GetString(value));
                if (key == DefaultAcl || !AclText.IsMode(acl))
                {
                    attributes.Add(new ExtendedAttribute((key == AccessAcl ? AclText.AccessName : AclText.DefaultName).ToArray(), acl));
                }
            }
        }

        // GNU tar writes an ACL as text, and as an attribute too when all of those are asked for.
        return [.. attributes.OrderBy(attribute => attribute.Name, NameComparer).DistinctBy(attribute => Encoding.Latin1.GetString(attribute.Name.Span))];
    }
}
