namespace SysOps.Backups.Databases.Facts;

/// <summary>How a database encodes, sorts and classifies characters.</summary>
public sealed record DatabaseLocale
{
    /// <summary>Such as UTF8.</summary>
    public required string Encoding { get; init; }

    /// <summary>libc, icu or builtin.</summary>
    public required string Provider { get; init; }

    public required string Collate { get; init; }

    public required string CType { get; init; }

    /// <summary>Of icu and builtin.</summary>
    public string? Locale { get; init; }

    public string? IcuRules { get; init; }

    /// <summary>Of the provider's collation when the database was made.</summary>
    public string? CollationVersion { get; init; }
}
