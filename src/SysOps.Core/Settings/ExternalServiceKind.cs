namespace SysOps.Settings;

/// <summary>How an external service is asked.</summary>
public enum ExternalServiceKind
{
    Http,
    Tcp,
    Dns,
}
