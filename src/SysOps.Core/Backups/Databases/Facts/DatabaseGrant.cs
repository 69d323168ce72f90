namespace SysOps.Backups.Databases.Facts;

/// <summary>One privilege on the database itself.</summary>
public sealed record DatabaseGrant
{
    public required string Grantor { get; init; }

    /// <summary>Null for PUBLIC.</summary>
    public string? Grantee { get; init; }

    /// <summary>CONNECT, CREATE or TEMPORARY.</summary>
    public required string Privilege { get; init; }

    public required bool IsGrantable { get; init; }
}
