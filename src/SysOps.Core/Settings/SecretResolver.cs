using SysOps.Settings.Reading;

namespace SysOps.Settings;

/// <summary>Turns references into the secrets they name, and tells the redactor about each.</summary>
public sealed class SecretResolver
{
    private readonly ISecretVault? _vault;

    public SecretResolver(Redactor redactor, ISecretVault? vault = null)
    {
        Redactor = redactor;
        _vault = vault;
    }

    public Redactor Redactor { get; }

    /// <summary>The text with its references replaced by their values.</summary>
    /// <exception cref="SysOpsException">A variable, a file or a secret is missing or may not be read.</exception>
    public async ValueTask<string> ResolveAsync(SensitiveText text, CancellationToken cancellationToken)
    {
        if (text.Secret is not null)
        {
            return await ResolveAsync(text.Secret, cancellationToken).ConfigureAwait(false);
        }

        return EnvironmentReferences.Replace(text.Template, name => Remember(EnvironmentValue(name)));
    }

    /// <summary>The secret that the reference names.</summary>
    /// <exception cref="SysOpsException">A variable, a file or a secret is missing or may not be read.</exception>
    public async ValueTask<string> ResolveAsync(SecretReference reference, CancellationToken cancellationToken) => Remember(reference switch
    {
        TextSecret literal => await ResolveAsync(literal.Text, cancellationToken).ConfigureAwait(false),
        EnvironmentSecret variable => EnvironmentValue(variable.Name),
        FileSecret file => await ReadFileAsync(file.Path, cancellationToken).ConfigureAwait(false),
        VaultSecret secret when _vault is not null => await _vault.GetAsync(secret.Name, secret.Vault, cancellationToken).ConfigureAwait(false),
        VaultSecret secret => throw new SysOpsException(
            ErrorCatalogue.SecretNotFound, $"The secret '{secret.Name}' is kept in a vault, and no vault can be asked here.", "Use { \"env\": … } or { \"file\": … }, or run in a session with Microsoft.PowerShell.SecretManagement.", secret.Name),
        _ => throw new InvalidOperationException($"No way is known to resolve a {reference.GetType().Name}."),
    });

    private string Remember(string secret)
    {
        Redactor.Add(secret);
        return secret;
    }

    private static string EnvironmentValue(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new SysOpsException(
            ErrorCatalogue.SecretNotFound, $"The environment variable '{name}', which the configuration refers to, is not set.", $"Set {name} in the environment of this session.", name);

    private static async Task<string> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            string content = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
            return content.TrimEnd('\r', '\n');
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SysOpsException(ErrorCatalogue.SecretNotFound, $"The secret file '{path}' does not exist.", "Create it, or correct the path in the configuration.", path, exception);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw new SysOpsException(ErrorCatalogue.SecretUnreadable, $"The secret file '{path}' cannot be read: {exception.Message}", "Let the user who runs SysOps read it (mode 0600 or 0640).", path, exception);
        }
    }
}
