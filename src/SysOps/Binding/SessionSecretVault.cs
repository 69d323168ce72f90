using System.Collections.ObjectModel;
using System.Management.Automation;
using SysOps.Settings;

namespace SysOps.Binding;

/// <summary>Secrets from the session's SecretManagement module, asked on the pipeline thread.</summary>
internal sealed class SessionSecretVault : ISecretVault
{
    private const string Script = "param($command, $arguments) & $command @arguments";

    private readonly OperationContext _context;
    private readonly CommandInvocationIntrinsics _commands;

    public SessionSecretVault(OperationContext context, CommandInvocationIntrinsics commands)
    {
        _context = context;
        _commands = commands;
    }

    public async ValueTask<string> GetAsync(string name, string? vault, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await _context.OnPipelineAsync(() => Ask(name, vault)).ConfigureAwait(false);
    }

    private string Ask(string name, string? vault)
    {
        CommandInfo command = _commands.GetCommand("Get-Secret", CommandTypes.Cmdlet | CommandTypes.Function) ?? throw new SysOpsException(
            ErrorCatalogue.SecretNotFound, $"The secret '{name}' is kept in a vault, and this session has no Get-Secret.", "Install Microsoft.PowerShell.SecretManagement, or use { \"env\": … } or { \"file\": … }.", name);
        var arguments = new System.Collections.Hashtable { ["Name"] = name, ["AsPlainText"] = true, ["ErrorAction"] = "Stop" };
        if (vault is not null)
        {
            arguments["Vault"] = vault;
        }

        try
        {
            Collection<PSObject> found = _commands.InvokeScript(Script, useNewScope: true, System.Management.Automation.Runspaces.PipelineResultTypes.None, input: null, command, arguments);
            return found is [{ BaseObject: string secret }] ? secret : throw NotFound(name, vault, "it is not one text", null);
        }
        catch (RuntimeException exception)
        {
            throw NotFound(name, vault, exception.Message, exception);
        }
    }

    private static SysOpsException NotFound(string name, string? vault, string reason, Exception? inner) =>
        new(ErrorCatalogue.SecretNotFound, $"The secret '{name}'{(vault is null ? "" : $" of the vault '{vault}'")} cannot be had: {reason.TrimEnd('.')}.", "Check its name with Get-SecretInfo, and that the vault is unlocked.", name, inner);
}
