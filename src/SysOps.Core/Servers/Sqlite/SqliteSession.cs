using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using SysOps.Settings;

namespace SysOps.Servers.Sqlite;

/// <summary>One SQLite database opened to be read only. SQLite works on the caller's thread; a cancelled token interrupts it.</summary>
public sealed class SqliteSession : IDisposable
{
    // In whole seconds, as Microsoft.Data.Sqlite counts them: how long to wait for a writer. Well-behaved ones take milliseconds.
    private const int LockTimeoutSeconds = 1;

    // Steps of SQLite's virtual machine between two looks at the tokens.
    private const int Steps = 1000;

    private readonly SqliteConnection _connection;
    private readonly CancellationTokenRegistration _interrupt;
    private readonly CancellationToken _cancellationToken;
    private CancellationToken _limit = CancellationToken.None;

    private SqliteSession(string path, SqliteConnection connection, CancellationToken cancellationToken)
    {
        Path = path;
        _connection = connection;
        _cancellationToken = cancellationToken;

        // An interrupt ends only what runs just then, so that one that comes early would be lost: the handler sees it all the same.
        _interrupt = InterruptAt(cancellationToken);
        raw.sqlite3_progress_handler(connection.Handle, Steps, _ => _cancellationToken.IsCancellationRequested || _limit.IsCancellationRequested ? 1 : 0, null);
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
            throw SqliteErrors.Describe(exception, path);
        }
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        _connection.Dispose();
    }

    /// <summary>The first value of the first row, as text; null when there is none.</summary>
    /// <param name="sql">One statement.</param>
    /// <exception cref="SysOpsException">Why the query failed.</exception>
    public string? Scalar(string sql)
    {
        using SqliteCommand command = Command(sql);
        try
        {
            return Text(command.ExecuteScalar());
        }
        catch (SqliteException exception)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            throw SqliteErrors.Describe(exception, Path);
        }
    }

    /// <summary>Runs a query until the token ends it; false when it did.</summary>
    public bool TryScalar(string sql, out string? value, CancellationToken limit)
    {
        _limit = limit;
        using CancellationTokenRegistration interrupt = InterruptAt(limit);
        using SqliteCommand command = Command(sql);
        try
        {
            value = Text(command.ExecuteScalar());
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
            throw SqliteErrors.Describe(exception, Path);
        }
        finally
        {
            _limit = CancellationToken.None;
        }
    }

    private static string? Text(object? value) => value is null or DBNull ? null : Convert.ToString(value, CultureInfo.InvariantCulture);

    private SqliteCommand Command(string sql)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = LockTimeoutSeconds;
        return command;
    }

    private CancellationTokenRegistration InterruptAt(CancellationToken token) =>
        token.UnsafeRegister(static database => raw.sqlite3_interrupt((sqlite3)database!), _connection.Handle);

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
}
