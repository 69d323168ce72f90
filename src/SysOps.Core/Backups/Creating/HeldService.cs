using SysOps.Servers.Programs;
using SysOps.Settings;

namespace SysOps.Backups.Creating;

/// <summary>Holds the service still while it is copied, by the commands of the configuration: the second one always runs, however the copying ends.</summary>
internal sealed class HeldService(BackupSettings settings, BackupServices services)
{
    // Beyond this a command that lets the service go on will not do so any more.
    private static readonly TimeSpan AfterLimit = TimeSpan.FromMinutes(10);

    /// <summary>What went wrong when the service was let go on; null when nothing did.</summary>
    public string? Problem { get; private set; }

    /// <exception cref="SysOpsException">BackupCommandFailed: the first command failed, and nothing was copied.</exception>
    public async Task<T> WhileAsync<T>(Func<Task<T>> copy, CancellationToken cancellationToken)
    {
        try
        {
            await HoldAsync(cancellationToken).ConfigureAwait(false);
            return await copy().ConfigureAwait(false);
        }
        finally
        {
            Problem = await ReleaseAsync().ConfigureAwait(false);
        }
    }

    private async Task HoldAsync(CancellationToken cancellationToken)
    {
        if (await RunAsync("backups.before", settings.Before, cancellationToken).ConfigureAwait(false) is { } problem)
        {
            throw new SysOpsException(ErrorCatalogue.BackupCommandFailed, $"{problem} Nothing was copied.", "Run the command by hand, and correct it or what it does.", "backups.before");
        }
    }

    private async Task<string?> ReleaseAsync()
    {
        using CancellationTokenSource limit = new(AfterLimit, services.Time);
        string? problem;
        try
        {
            problem = await RunAsync("backups.after", settings.After, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            problem = $"backups.after did not end within {Duration.Describe(AfterLimit)}, and was ended.";
        }

        if (problem is not null)
        {
            BackupLog.ServiceHeld(services.Logger, problem);
        }

        return problem;
    }

    private async Task<string?> RunAsync(string setting, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        if (command.Count == 0)
        {
            return null;
        }

        try
        {
            ProgramEnd end = await ChildProgram.RunAsync(new ProgramCall { Path = command[0], Arguments = [.. command.Skip(1)] }, services.Secrets.Redactor, cancellationToken).ConfigureAwait(false);
            return end.HasSucceeded ? null : $"{setting} {end.HowItEnded}: {end.ErrorText}".TrimEnd(':', ' ') + ".";
        }
        catch (IOException exception)
        {
            return $"{setting}: {exception.Message}";
        }
    }
}
