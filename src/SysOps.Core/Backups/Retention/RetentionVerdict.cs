namespace SysOps.Backups.Retention;

/// <summary>Whether a backup stays.</summary>
public enum RetentionVerdict
{
    Keep,
    Remove,
}
