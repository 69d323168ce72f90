namespace SysOps.Settings;

/// <summary>A secret of a SecretManagement vault: <c>{ "secret": "name", "vault": "vault" }</c>; no vault means the default one.</summary>
public sealed record VaultSecret(string Name, string? Vault) : SecretReference;
