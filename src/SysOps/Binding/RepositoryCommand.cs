using System.Management.Automation;

namespace SysOps.Binding;

/// <summary>What the cmdlets of a backup repository have in common: which one.</summary>
public abstract class RepositoryCommand : SysOpsCommand
{
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Repository { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ConfigurationPath { get; set; }
}
