using System.Runtime.InteropServices;

namespace SysOps.Files.Native;

/// <summary>An errno of Linux.</summary>
public readonly record struct NativeError(int Code)
{
    public static readonly NativeError NotPermitted = new(1); // EPERM
    public static readonly NativeError NoEntry = new(2); // ENOENT
    public static readonly NativeError NoProcess = new(3); // ESRCH
    public static readonly NativeError NoDeviceOrAddress = new(6); // ENXIO
    public static readonly NativeError TryAgain = new(11); // EAGAIN, EWOULDBLOCK
    public static readonly NativeError Denied = new(13); // EACCES
    public static readonly NativeError Exists = new(17); // EEXIST
    public static readonly NativeError OtherFileSystem = new(18); // EXDEV
    public static readonly NativeError NotFolder = new(20); // ENOTDIR
    public static readonly NativeError IsFolder = new(21); // EISDIR
    public static readonly NativeError Invalid = new(22); // EINVAL
    public static readonly NativeError NoSpace = new(28); // ENOSPC
    public static readonly NativeError TooLarge = new(34); // ERANGE
    public static readonly NativeError NameTooLong = new(36); // ENAMETOOLONG
    public static readonly NativeError NotImplemented = new(38); // ENOSYS
    public static readonly NativeError NotEmpty = new(39); // ENOTEMPTY
    public static readonly NativeError TooManyLinks = new(40); // ELOOP
    public static readonly NativeError NoData = new(61); // ENODATA
    public static readonly NativeError NotSupported = new(95); // EOPNOTSUPP

    /// <summary>Of the call just made on this thread.</summary>
    public static NativeError Last => new(Marshal.GetLastPInvokeError());

    /// <summary>As the system tells it: "No such file or directory".</summary>
    public string Message => Marshal.GetPInvokeErrorMessage(Code);

    /// <inheritdoc />
    public override string ToString() => Message;
}
