namespace SysOps.Settings;

/// <summary>The server of restore drills.</summary>
public sealed record DrillServerSettings
{
    public required SensitiveText ConnectionString { get; init; }

    /// <summary>Kept out of the connection string, and put into it when the server is opened.</summary>
    public SecretReference? Password { get; init; }
}
