using System.Management.Automation;
using SysOps.Backups;
using SysOps.Backups.Contents;
using SysOps.Backups.Repositories;
using SysOps.Binding;
using SysOps.Errors;
using SysOps.Settings;

namespace SysOps.Commands;

/// <summary>Lists what is in backups.</summary>
[Cmdlet(VerbsCommon.Get, "SystemBackupContent", DefaultParameterSetName = NameSet)]
[OutputType(typeof(BackupEntry))]
public sealed class GetSystemBackupContentCommand : BackupInputCommand
{
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public BackupComponentKind[]? Component { get; set; }

    private protected override void Process(BackupTarget target)
    {
        LockRequest request = new() { Mode = RepositoryLockMode.Shared, Operation = "Get-SystemBackupContent", Timeout = new BackupSettings { Path = "" }.LockTimeout };
        RepositoryLock held = null!;
        RunAsync(async (_, cancellationToken) => held = await RepositoryLock.TakeAsync(target.Repository.Path, request, cancellationToken).ConfigureAwait(false));
        using (held)
        {
            Guard(() => Write(target));
        }
    }

    // On the pipeline thread: a million entries would otherwise change threads as often.
    private void Write(BackupTarget target)
    {
        WildcardPattern[] patterns = [.. (Path ?? ["*"]).Select(path => new WildcardPattern(path, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant))];
        try
        {
            foreach (BackupEntry entry in BackupContents.Read(target.Repository, target.Name, Component))
            {
                if (Stopping)
                {
                    throw new PipelineStoppedException();
                }

                if (patterns.Any(pattern => pattern.IsMatch(entry.Path)))
                {
                    WriteObject(entry);
                }
            }
        }
        catch (SysOpsException exception)
        {
            WriteError(ErrorRecords.From(exception, target.Name.ToString()));
        }
    }
}
