using SysOps.Backups.Repositories;

namespace SysOps.Backups.Verifying;

/// <summary>Notes the result of a test beside the backup.</summary>
internal static class VerificationNote
{
    /// <returns>The result; that it cannot be noted is a note of it, and makes no test worthless.</returns>
    public static async Task<BackupTestResult> AddAsync(BackupRepository repository, BackupName name, BackupTestResult result, TimeProvider time, CancellationToken cancellationToken)
    {
        BackupVerification verification = new() { Time = time.GetUtcNow(), Passed = result.Result is BackupTestOutcome.Passed, Drill = result.Drilled, SamplePercent = result.TestedPercent, Host = Environment.MachineName };
        try
        {
            await VerificationLog.AddAsync(repository, name, verification, cancellationToken).ConfigureAwait(false);
            return result;
        }
        catch (SysOpsException exception)
        {
            return result with { Notes = result.Notes.Append($"The result could not be noted in the repository: {exception.Message}").ToArray() };
        }
    }
}
