namespace SysOps.Backups.Archives.Tar;

/// <summary>Where the fields of a ustar header are (POSIX.1-2017, pax).</summary>
internal static class TarFormat
{
    public const int BlockSize = 512;

    public static readonly Range Name = 0..100;
    public static readonly Range Mode = 100..108;
    public static readonly Range OwnerId = 108..116;
    public static readonly Range GroupId = 116..124;
    public static readonly Range Size = 124..136;
    public static readonly Range Modified = 136..148;
    public static readonly Range Checksum = 148..156;
    public const int Type = 156;
    public static readonly Range Target = 157..257;
    public static readonly Range Magic = 257..265;
    public static readonly Range OwnerName = 265..297;
    public static readonly Range GroupName = 297..329;
    public static readonly Range DeviceMajor = 329..337;
    public static readonly Range DeviceMinor = 337..345;
    public static readonly Range Prefix = 345..500;

    public const byte PaxHeader = (byte)'x';
    public const byte GlobalPaxHeader = (byte)'g';
    public const byte GnuLongName = (byte)'L';
    public const byte GnuLongTarget = (byte)'K';

    /// <summary>"ustar", a zero, version "00".</summary>
    public static ReadOnlySpan<byte> Ustar => "ustar\000"u8;

    /// <summary>The type flag of each kind, by its value.</summary>
    public static ReadOnlySpan<byte> TypeFlags => "0125634"u8;

    /// <summary>The sum of the header's bytes with those of the checksum taken as spaces.</summary>
    public static int SumOf(ReadOnlySpan<byte> block)
    {
        int sum = 8 * ' ';
        foreach (byte one in block[..148])
        {
            sum += one;
        }

        foreach (byte one in block[156..BlockSize])
        {
            sum += one;
        }

        return sum;
    }

    /// <summary>Bytes from the length to the next block.</summary>
    public static int PaddingOf(long length) => (int)((BlockSize - (length % BlockSize)) % BlockSize);
}
