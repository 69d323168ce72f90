namespace SysOps.Settings;

/// <summary>A store of secrets outside the configuration: PowerShell's SecretManagement, when the session has it.</summary>
public interface ISecretVault
{
    /// <summary>The secret in clear.</summary>
    /// <exception cref="SysOpsException"><see cref="ErrorCatalogue.SecretNotFound"/>: no such secret, or no vault in this session.</exception>
    ValueTask<string> GetAsync(string name, string? vault, CancellationToken cancellationToken);
}
