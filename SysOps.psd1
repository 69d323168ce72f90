@{
    RootModule = 'module/SysOps.psm1'
    ModuleVersion = '0.1.0'
    GUID = 'ed9b6a9a-022a-46bb-ac6d-0bb507fce226'
    Author = 'SysOps contributors'
    CompanyName = 'SysOps contributors'
    Copyright = '(c) SysOps contributors. MIT licence.'
    Description = 'Operate a data-backed service: health, backups that restore, logs, configuration, services, caches, metrics, alerts and audit, as typed objects.'
    PowerShellVersion = '7.6'
    CompatiblePSEditions = @('Core')
    FormatsToProcess = @('module/SysOps.Format.ps1xml')
    TypesToProcess = @('module/SysOps.Types.ps1xml')
    CmdletsToExport = @('Copy-SystemBackup', 'Get-SystemBackup', 'Get-SystemBackupContent', 'Get-SystemHealth', 'Get-SystemRestorePlan', 'Invoke-LogRotation', 'New-SystemBackup', 'Remove-OldLog', 'Remove-SystemBackup', 'Restore-SystemBackup', 'Set-SystemBackup', 'Test-SystemBackup', 'Test-SystemHealth')
    FunctionsToExport = @()
    VariablesToExport = @()
    AliasesToExport = @()
    PrivateData = @{
        PSData = @{
            Tags = @('operations', 'health', 'monitoring', 'backup', 'PostgreSQL', 'Redis', 'PSEdition_Core', 'Linux')
        }
    }
}
