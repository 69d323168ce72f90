namespace SysOps.Binding;

/// <summary>How rotated logs are compressed.</summary>
public enum LogCompressionMethod
{
    /// <summary>Readable by zcat.</summary>
    Gzip,

    /// <summary>Readable by zstdcat: smaller and faster.</summary>
    Zstd,

    None,
}
