namespace SysOps.Health;

/// <summary>The kinds of components.</summary>
public enum HealthCategory
{
    Database,
    Cache,
    ExternalService,
    SystemResource,
    ApplicationService,
    Backup,
}
