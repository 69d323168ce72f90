using System.Management.Automation;
using SysOps.Backups;
using SysOps.Backups.Repositories;
using SysOps.Binding;
using SysOps.Completion;

namespace SysOps.Commands;

/// <summary>Lists the backups of a repository, the newest first.</summary>
[Cmdlet(VerbsCommon.Get, "SystemBackup")]
[OutputType(typeof(SystemBackup))]
public sealed class GetSystemBackupCommand : RepositoryCommand
{
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BackupNameCompleter))]
    public string[]? Name { get; set; }

    [Parameter]
    public SwitchParameter Latest { get; set; }

    [Parameter]
    [MomentTransformation]
    public DateTime? Before { get; set; }

    [Parameter]
    [MomentTransformation]
    public DateTime? After { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Tag { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public BackupComponentKind[]? Component { get; set; }

    protected override void ProcessRecord()
    {
        BackupRepository repository = null!;
        Guard(() => repository = BackupPlace.Open(new PathResolver(SessionState), Repository, ConfigurationPath));
        RunAsync((context, cancellationToken) => WriteAsync(repository, context, cancellationToken));
    }

    private async Task WriteAsync(BackupRepository repository, OperationContext context, CancellationToken cancellationToken)
    {
        BackupSelection selection = new() { Names = Name, Before = Before, After = After, Tags = Tag, Components = Component };
        IReadOnlyList<SystemBackup> all = repository.List(cancellationToken);
        foreach (SystemBackup backup in all.Where(selection.Includes).Take(Latest ? 1 : int.MaxValue))
        {
            await context.WriteAsync(backup).ConfigureAwait(false);
        }

        foreach (SysOpsException missing in selection.Missing(all, repository.Path))
        {
            await context.WriteErrorAsync(missing).ConfigureAwait(false);
        }
    }
}
