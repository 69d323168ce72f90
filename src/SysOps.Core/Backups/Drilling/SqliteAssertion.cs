using Microsoft.Data.Sqlite;
using SQLitePCL;
using SysOps.Backups.Databases.Sqlite;
using SysOps.Settings;

namespace SysOps.Backups.Drilling;

/// <summary>Asks a restored SQLite database, which is opened for reading alone.</summary>
internal static class SqliteAssertion
{
    private const int Steps = 10_000; // Of SQLite's machine between two looks at the clock.

    /// <returns>What is wrong, as a sentence; null when the assertion holds.</returns>
    public static Task<string?> ProblemAsync(DrillAssertion assertion, string query, string path, DrillOptions options, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            long started = options.Time.GetTimestamp();
            using SqliteFileConnection database = SqliteFileConnection.Open(path, SqliteOpenMode.ReadOnly, TimeSpan.FromSeconds(5));
            raw.sqlite3_progress_handler(database.Handle, Steps, _ => cancellationToken.IsCancellationRequested || options.Time.GetElapsedTime(started) > options.AssertionLimit ? 1 : 0, null);
            try
            {
                return AssertionCheck.Problem(assertion, database.Text(query));
            }
            catch (SqliteException exception)
            {
                cancellationToken.ThrowIfCancellationRequested();
                return exception.SqliteErrorCode == raw.SQLITE_INTERRUPT
                    ? $"The assertion '{assertion.Name}' took more than {Duration.Format(options.AssertionLimit)}."
                    : $"The assertion '{assertion.Name}' cannot be asked: {exception.Message}";
            }
        },
        cancellationToken);
}
