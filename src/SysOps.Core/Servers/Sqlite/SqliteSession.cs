using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using SysOps.Settings;

namespace SysOps.Servers.Sqlite;

/// <summary>One SQLite database opened to be read only. SQLite works on the caller's thread; a cancelled token interrupts it.</summary>
public sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly CancellationTokenRegistration _interrupt;
    private readonly CancellationToken _cancellationToken;

    private SqliteSession(string path, SqliteConnection connection, CancellationToken cancellationToken)
    {
        Path = path;
        _connection = connection;
        _cancellationToken = cancellationToken;
        _interrupt = cancellationToken.UnsafeRegister(static database => raw.sqlite3_interrupt((sqlite3)database!), connection.Handle);
    }

    public string Path { get; }

    /// <exception cref="SysOpsException">The file is missing, is no database, is damaged or is locked.</exception>
    public static async Task<SqliteSession> OpenAsync(DatabaseSettings settings, SecretResolver secrets, CancellationToken cancellationToken)
    {
        string text = await secrets.ResolveAsync(settings.ConnectionString, cancellationToken).ConfigureAwait(false);
        string path = PathOf(text, settings.BaseFolder);
        if (!File.Exists(path))
        {
            throw new SysOpsException(ErrorCatalogue.DatabaseUnavailable, $"The database file '{path}' does not exist.", "Correct Data Source in database.connectionString, or restore the file.", path);
        }

        SqliteConnection connection = new(new SqliteConnectionStringBuilder(text) { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        try
        {
            connection.Open();
            return new SqliteSession(path, connection, cancellationToken);
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw Describe(exception, path);
        }
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        _connection.Dispose();
    }

    /// <summary>The first value of the first row, as text; null when there is none.</summary>
    /// <param name="sql">One statement.</param>
    /// <param name="busyLimit">How long to wait for a writer.</param>
    /// <exception cref="SysOpsException">Why the query failed.</exception>
    public string? Scalar(string sql, TimeSpan busyLimit)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = Math.Max(1, (int)busyLimit.TotalSeconds);
        try
        {
            object? value = command.ExecuteScalar();
            return value is null or DBNull ? null : Convert.ToString(value, CultureInfo.InvariantCulture);
        }
        catch (SqliteException exception)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            throw Describe(exception, Path);
        }
    }

    /// <summary>Runs a query until the token ends it; false when it did.</summary>
    public bool TryScalar(string sql, out string? value, CancellationToken limit)
    {
        using CancellationTokenRegistration interrupt = limit.UnsafeRegister(static database => raw.sqlite3_interrupt((sqlite3)database!), _connection.Handle);
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        try
        {
            value = Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
            return true;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            value = null;
            return false;
        }
        catch (SqliteException exception)
        {
            throw Describe(exception, Path);
        }
    }

    private static string PathOf(string connectionString, string baseFolder)
    {
        try
        {
            return SqliteFile.PathOf(connectionString, baseFolder) ?? throw new ArgumentException("No file is named.", nameof(connectionString));
        }
        catch (ArgumentException exception)
        {
            throw new SysOpsException(ErrorCatalogue.DatabaseSettingInvalid, "database.connectionString names no SQLite file.", "Write \"Data Source=app.db\".", "database.connectionString", exception);
        }
    }

    private static SysOpsException Describe(SqliteException exception, string path) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new SysOpsException(ErrorCatalogue.DatabaseUnavailable, $"'{path}' is damaged or no SQLite database: {exception.Message}", "Restore it from a backup; 'sqlite3 file .recover' may save what is left.", path, exception),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new SysOpsException(ErrorCatalogue.DatabaseTimeout, $"'{path}' is locked by another process.", "Look for a long write transaction.", path, exception),
        raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH => new SysOpsException(ErrorCatalogue.DatabaseDenied, $"'{path}' cannot be opened: {exception.Message}", "Let this user read the file, and its -wal and -shm where it has them.", path, exception),
        _ => new SysOpsException(ErrorCatalogue.DatabaseUnavailable, $"'{path}': {exception.Message}", "See what SQLite says.", path, exception),
    };
}
