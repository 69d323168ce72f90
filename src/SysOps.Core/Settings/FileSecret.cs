namespace SysOps.Settings;

/// <summary>The content of a file, without the line end at its end: <c>{ "file": "/run/secrets/redis" }</c>.</summary>
public sealed record FileSecret(string Path) : SecretReference;
