using System.Reflection;

namespace SysOps;

/// <summary>Every error id of SysOps, once. Each is explained in about_SysOps_Errors.</summary>
public static class ErrorCatalogue
{
    public static readonly ErrorId ConfigurationNotFound = new(nameof(ConfigurationNotFound), ErrorKind.NotFound);
    public static readonly ErrorId ConfigurationInvalid = new(nameof(ConfigurationInvalid), ErrorKind.Invalid);
    public static readonly ErrorId ConfigurationUnreadable = new(nameof(ConfigurationUnreadable), ErrorKind.Denied);
    public static readonly ErrorId ConfigurationUnsafe = new(nameof(ConfigurationUnsafe), ErrorKind.Refused);
    public static readonly ErrorId SecretNotFound = new(nameof(SecretNotFound), ErrorKind.NotFound);
    public static readonly ErrorId SecretUnreadable = new(nameof(SecretUnreadable), ErrorKind.Denied);
    public static readonly ErrorId DatabaseUnavailable = new(nameof(DatabaseUnavailable), ErrorKind.Unavailable);
    public static readonly ErrorId DatabaseDenied = new(nameof(DatabaseDenied), ErrorKind.Denied);
    public static readonly ErrorId DatabaseTimeout = new(nameof(DatabaseTimeout), ErrorKind.Timeout);
    public static readonly ErrorId DatabaseSettingInvalid = new(nameof(DatabaseSettingInvalid), ErrorKind.Invalid);
    public static readonly ErrorId DumpProgramNotFound = new(nameof(DumpProgramNotFound), ErrorKind.NotFound);
    public static readonly ErrorId DumpProgramTooOld = new(nameof(DumpProgramTooOld), ErrorKind.Refused);
    public static readonly ErrorId DatabaseDumpFailed = new(nameof(DatabaseDumpFailed), ErrorKind.Unavailable);
    public static readonly ErrorId DatabaseDumpCorrupt = new(nameof(DatabaseDumpCorrupt), ErrorKind.Corrupt);
    public static readonly ErrorId DatabaseRestoreRefused = new(nameof(DatabaseRestoreRefused), ErrorKind.Refused);
    public static readonly ErrorId DatabaseRestoreFailed = new(nameof(DatabaseRestoreFailed), ErrorKind.Unavailable);
    public static readonly ErrorId DatabaseInUse = new(nameof(DatabaseInUse), ErrorKind.Conflict);
    public static readonly ErrorId CacheUnavailable = new(nameof(CacheUnavailable), ErrorKind.Unavailable);
    public static readonly ErrorId CacheDenied = new(nameof(CacheDenied), ErrorKind.Denied);
    public static readonly ErrorId CacheTimeout = new(nameof(CacheTimeout), ErrorKind.Timeout);
    public static readonly ErrorId CacheSettingInvalid = new(nameof(CacheSettingInvalid), ErrorKind.Invalid);
    public static readonly ErrorId ServiceUnavailable = new(nameof(ServiceUnavailable), ErrorKind.Unavailable);
    public static readonly ErrorId ServiceSettingInvalid = new(nameof(ServiceSettingInvalid), ErrorKind.Invalid);
    public static readonly ErrorId CertificateAuthorityUnreadable = new(nameof(CertificateAuthorityUnreadable), ErrorKind.Invalid);
    public static readonly ErrorId ResourceUnreadable = new(nameof(ResourceUnreadable), ErrorKind.Unavailable);
    public static readonly ErrorId ComponentNotFound = new(nameof(ComponentNotFound), ErrorKind.NotFound);
    public static readonly ErrorId DurationInvalid = new(nameof(DurationInvalid), ErrorKind.Invalid);
    public static readonly ErrorId PathInvalid = new(nameof(PathInvalid), ErrorKind.Invalid);
    public static readonly ErrorId PathNotFound = new(nameof(PathNotFound), ErrorKind.NotFound);

    public static readonly ErrorId BackupNotConfigured = new(nameof(BackupNotConfigured), ErrorKind.NotFound);
    public static readonly ErrorId BackupNotFound = new(nameof(BackupNotFound), ErrorKind.NotFound);
    public static readonly ErrorId BackupCorrupt = new(nameof(BackupCorrupt), ErrorKind.Corrupt);
    public static readonly ErrorId BackupLabelsInvalid = new(nameof(BackupLabelsInvalid), ErrorKind.Invalid);
    public static readonly ErrorId BackupLabelsCorrupt = new(nameof(BackupLabelsCorrupt), ErrorKind.Corrupt);
    public static readonly ErrorId BackupVersionUnknown = new(nameof(BackupVersionUnknown), ErrorKind.Refused);
    public static readonly ErrorId BackupSpaceMissing = new(nameof(BackupSpaceMissing), ErrorKind.Refused);
    public static readonly ErrorId BackupSourceUnavailable = new(nameof(BackupSourceUnavailable), ErrorKind.Unavailable);
    public static readonly ErrorId BackupSourceInvalid = new(nameof(BackupSourceInvalid), ErrorKind.Refused);
    public static readonly ErrorId BackupInputInvalid = new(nameof(BackupInputInvalid), ErrorKind.Invalid);
    public static readonly ErrorId BackupRemovalRefused = new(nameof(BackupRemovalRefused), ErrorKind.Refused);
    public static readonly ErrorId BackupCopyRefused = new(nameof(BackupCopyRefused), ErrorKind.Refused);
    public static readonly ErrorId BackupRetentionEmpty = new(nameof(BackupRetentionEmpty), ErrorKind.Invalid);
    public static readonly ErrorId BackupSettingUnsupported = new(nameof(BackupSettingUnsupported), ErrorKind.Refused);
    public static readonly ErrorId BackupDrillNotPossible = new(nameof(BackupDrillNotPossible), ErrorKind.Refused);
    public static readonly ErrorId BackupCommandFailed = new(nameof(BackupCommandFailed), ErrorKind.Failed);
    public static readonly ErrorId BackupRepositoryNotFound = new(nameof(BackupRepositoryNotFound), ErrorKind.NotFound);
    public static readonly ErrorId BackupRepositoryInvalid = new(nameof(BackupRepositoryInvalid), ErrorKind.Refused);
    public static readonly ErrorId BackupRepositoryCorrupt = new(nameof(BackupRepositoryCorrupt), ErrorKind.Corrupt);
    public static readonly ErrorId BackupRepositoryBusy = new(nameof(BackupRepositoryBusy), ErrorKind.Conflict);
    public static readonly ErrorId BackupRepositoryLockLost = new(nameof(BackupRepositoryLockLost), ErrorKind.Conflict);
    public static readonly ErrorId BackupRepositoryUnavailable = new(nameof(BackupRepositoryUnavailable), ErrorKind.Unavailable);
    public static readonly ErrorId BackupRepositoryDenied = new(nameof(BackupRepositoryDenied), ErrorKind.Denied);
    public static readonly ErrorId ArchiveCorrupt = new(nameof(ArchiveCorrupt), ErrorKind.Corrupt);

    public static readonly ErrorId RestoreNotPossible = new(nameof(RestoreNotPossible), ErrorKind.Refused);
    public static readonly ErrorId RestoreFailed = new(nameof(RestoreFailed), ErrorKind.Failed);
    public static readonly ErrorId RestoreNotConfirmed = new(nameof(RestoreNotConfirmed), ErrorKind.Refused);
    public static readonly ErrorId RestoreInProgress = new(nameof(RestoreInProgress), ErrorKind.Conflict);
    public static readonly ErrorId RestoreInterrupted = new(nameof(RestoreInterrupted), ErrorKind.Conflict);
    public static readonly ErrorId RestoreJournalNotFound = new(nameof(RestoreJournalNotFound), ErrorKind.NotFound);
    public static readonly ErrorId RestoreTargetChanged = new(nameof(RestoreTargetChanged), ErrorKind.Conflict);
    public static readonly ErrorId RestoreRollbackFailed = new(nameof(RestoreRollbackFailed), ErrorKind.Failed);
    public static readonly ErrorId RestoreJournalCorrupt = new(nameof(RestoreJournalCorrupt), ErrorKind.Corrupt);
    public static readonly ErrorId RestoreJournalUnwritable = new(nameof(RestoreJournalUnwritable), ErrorKind.Denied);

    public static readonly ErrorId LogPathMissing = new(nameof(LogPathMissing), ErrorKind.NotFound);
    public static readonly ErrorId LogFolderUnreadable = new(nameof(LogFolderUnreadable), ErrorKind.Denied);
    public static readonly ErrorId LogRemovalFailed = new(nameof(LogRemovalFailed), ErrorKind.Denied);
    public static readonly ErrorId LogPlaceRefused = new(nameof(LogPlaceRefused), ErrorKind.Refused);
    public static readonly ErrorId LogRulesInvalid = new(nameof(LogRulesInvalid), ErrorKind.Invalid);
    public static readonly ErrorId LogStateBusy = new(nameof(LogStateBusy), ErrorKind.Conflict);
    public static readonly ErrorId LogStateUnusable = new(nameof(LogStateUnusable), ErrorKind.Unavailable);
    public static readonly ErrorId LogRotationFailed = new(nameof(LogRotationFailed), ErrorKind.Failed);
    public static readonly ErrorId LogConfigurationInvalid = new(nameof(LogConfigurationInvalid), ErrorKind.Invalid);

    public static readonly ErrorId HealthInputInvalid = new(nameof(HealthInputInvalid), ErrorKind.Invalid);
    public static readonly ErrorId OperationFailed = new(nameof(OperationFailed), ErrorKind.Failed);

    /// <summary>All of them, in the order of their definition.</summary>
    public static IReadOnlyList<ErrorId> All { get; } =
        [.. typeof(ErrorCatalogue).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<ErrorId>()];
}
