namespace SysOps.Settings;

/// <summary>An environment variable: <c>{ "env": "NAME" }</c>.</summary>
public sealed record EnvironmentSecret(string Name) : SecretReference;
