namespace SysOps.Backups.Archives.Tar;

/// <summary>The two fields of a name in a ustar header: 155 bytes before a slash, 100 after it.</summary>
internal static class UstarName
{
    private const int NameLength = 100;
    private const int PrefixLength = 155;

    /// <summary>Splits the name; when it does not fit, <paramref name="name"/> is its beginning and the whole must stand in a pax header.</summary>
    public static bool TrySplit(ReadOnlySpan<byte> whole, out ReadOnlySpan<byte> prefix, out ReadOnlySpan<byte> name)
    {
        prefix = [];
        name = whole;
        if (whole.Length <= NameLength)
        {
            return true;
        }

        // The rest must not be empty: a folder's name ends with a slash.
        int first = whole.Length - NameLength - 1;
        int slash = whole[first..^1].IndexOf((byte)'/');
        if (slash >= 0 && first + slash is > 0 and <= PrefixLength)
        {
            prefix = whole[..(first + slash)];
            name = whole[(first + slash + 1)..];
            return true;
        }

        name = whole[..NameLength];
        return false;
    }
}
