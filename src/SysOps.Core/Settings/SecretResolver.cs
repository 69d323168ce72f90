namespace SysOps.Settings;

/// <summary>Turns references into the secrets they name, and tells the redactor about each.</summary>
public sealed class SecretResolver
{
    private readonly ISecretVault? _vault;
    private readonly Func<string, string?> _environment;

    /// <param name="redactor">Is told of each secret.</param>
    /// <param name="vault">Where secrets are kept by name; null: there is none.</param>
    /// <param name="environment">The value of an environment variable; null: this process's.</param>
    public SecretResolver(Redactor redactor, ISecretVault? vault = null, Func<string, string?>? environment = null)
    {
        Redactor = redactor;
        _vault = vault;
        _environment = environment ?? Environment.GetEnvironmentVariable;
    }

    public Redactor Redactor { get; }

    /// <summary>The text with its references replaced by their values.</summary>
    /// <exception cref="SysOpsException">A variable, a file or a secret is missing or may not be read.</exception>
    public async ValueTask<string> ResolveAsync(SensitiveText text, CancellationToken cancellationToken) => text.Secret is null
        ? EnvironmentReferences.Expand(text.Template, name => Remember(Variable(name)))
        : await ResolveAsync(text.Secret, cancellationToken).ConfigureAwait(false);

    /// <summary>The secret that the reference names; never an empty one.</summary>
    /// <exception cref="SysOpsException">A variable, a file or a secret is missing, empty or may not be read.</exception>
    public async ValueTask<string> ResolveAsync(SecretReference reference, CancellationToken cancellationToken)
    {
        string secret = await FindAsync(reference, cancellationToken).ConfigureAwait(false);
        return secret.Length > 0 ? Remember(secret) : throw new SysOpsException(
            ErrorCatalogue.SecretNotFound, $"The secret in {Describe(reference)} is empty.", "Put the secret there, or take the reference out of the configuration.", Describe(reference));
    }

    private async ValueTask<string> FindAsync(SecretReference reference, CancellationToken cancellationToken) => reference switch
    {
        LiteralSecret literal => literal.Reveal(),
        EnvironmentSecret variable => Variable(variable.Name),
        FileSecret file => await SecretFile.ReadAsync(file.Path, cancellationToken).ConfigureAwait(false),
        VaultSecret secret when _vault is not null => await _vault.GetAsync(secret.Name, secret.Vault, cancellationToken).ConfigureAwait(false),
        VaultSecret secret => throw new SysOpsException(
            ErrorCatalogue.SecretNotFound, $"The secret '{secret.Name}' is kept in a vault, and no vault can be asked here.", "Use { \"env\": … } or { \"file\": … }, or run in a session with Microsoft.PowerShell.SecretManagement.", secret.Name),
        _ => throw new InvalidOperationException($"No way is known to resolve a {reference.GetType().Name}."),
    };

    private string Remember(string secret)
    {
        Redactor.Add(secret);
        return secret;
    }

    private string Variable(string name) =>
        _environment(name) ?? throw new SysOpsException(
            ErrorCatalogue.SecretNotFound, $"The environment variable '{name}', which the configuration refers to, is not set.", $"Set {name} in the environment of this session.", name);

    private static string Describe(SecretReference reference) => reference switch
    {
        EnvironmentSecret variable => $"the environment variable '{variable.Name}'",
        FileSecret file => $"the file '{file.Path}'",
        VaultSecret secret => $"the vault's entry '{secret.Name}'",
        _ => "the configuration",
    };
}
