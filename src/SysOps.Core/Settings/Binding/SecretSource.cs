namespace SysOps.Settings.Binding;

/// <summary>What an object in a secret's place says; null when it is wrong.</summary>
internal sealed record SecretSource(SecretReference? Reference);
