namespace SysOps.Backups.Databases.Facts;

/// <summary>A setting that sessions of the database begin with: ALTER DATABASE … SET, or ALTER ROLE … IN DATABASE … SET.</summary>
public sealed record DatabaseSessionSetting
{
    /// <summary>Null for every role.</summary>
    public string? Role { get; init; }

    public required string Name { get; init; }

    public required string Value { get; init; }
}
