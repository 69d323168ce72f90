using System.Management.Automation;
using SysOps.Backups;
using SysOps.Backups.Repositories;
using SysOps.Completion;
using SysOps.Errors;

namespace SysOps.Binding;

/// <summary>What the cmdlets that look into backups have in common: which ones, by name or from the pipeline.</summary>
public abstract class BackupInputCommand : RepositoryCommand
{
    private protected const string NameSet = nameof(Name);
    private protected const string InputSet = nameof(InputObject);

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BackupNameCompleter))]
    public string[]? Name { get; set; }

    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputSet)]
    [ValidateNotNull]
    public PSObject[]? InputObject { get; set; }

    protected sealed override void ProcessRecord()
    {
        List<BackupTarget> targets = [];
        Guard(() => targets.AddRange(ParameterSetName == InputSet ? InputObject!.SelectMany(Piped) : Named(Name ?? [])));
        foreach (BackupTarget target in targets)
        {
            Process(target);
        }
    }

    private protected abstract void Process(BackupTarget target);

    private IEnumerable<BackupTarget> Piped(PSObject item) => PipedBackup.Read(item) switch
    {
        { } backup => [new BackupTarget(BackupRepository.Open(backup.Repository), backup.Name)],
        null when item.BaseObject is string name => Named([name]),
        _ => throw new SysOpsException(ErrorCatalogue.BackupInputInvalid, $"'{item}' is no backup.", "Pipe the output of Get-SystemBackup, or names.", item),
    };

    private IEnumerable<BackupTarget> Named(string[] names)
    {
        BackupRepository repository = BackupPlace.Open(new PathResolver(SessionState), Repository, ConfigurationPath);
        BackupSelection selection = new() { Names = names };
        IReadOnlyList<SystemBackup> all = repository.List();
        foreach (SysOpsException missing in selection.Missing(all, repository.Path))
        {
            WriteError(ErrorRecords.From(missing));
        }

        return all.Where(selection.Includes).Select(backup => BackupName.TryParse(backup.Name, out BackupName? name) ? new BackupTarget(repository, name) : null).OfType<BackupTarget>();
    }
}
