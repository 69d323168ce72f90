namespace SysOps.Settings;

/// <summary>Where a secret is found. What it says of itself never holds the secret.</summary>
public abstract record SecretReference;
