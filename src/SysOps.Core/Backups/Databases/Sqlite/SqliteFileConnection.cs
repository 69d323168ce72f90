using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SysOps.Backups.Databases.Sqlite;

/// <summary>One connection to a file, which waits for locks inside SQLite: the online backup knows no other way to wait.</summary>
internal sealed class SqliteFileConnection : IDisposable
{
    private readonly SqliteConnection _connection;

    private SqliteFileConnection(string path, SqliteConnection connection)
    {
        Path = path;
        _connection = connection;
    }

    public string Path { get; }

    public sqlite3 Handle => _connection.Handle!;

    public static SqliteFileConnection Open(string path, SqliteOpenMode mode, TimeSpan busyLimit)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = (int)Math.Ceiling(busyLimit.TotalSeconds) }.ConnectionString);
        try
        {
            connection.Open();
            SqliteException.ThrowExceptionForRC(raw.sqlite3_busy_timeout(connection.Handle, (int)busyLimit.TotalMilliseconds), connection.Handle);
            return new SqliteFileConnection(path, connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Dispose() => _connection.Dispose();

    public void Execute(string sql)
    {
        using SqliteCommand command = Command(sql);
        command.ExecuteNonQuery();
    }

    public string Text(string sql)
    {
        using SqliteCommand command = Command(sql);
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) ?? "";
    }

    public long Number(string sql) => long.Parse(Text(sql), CultureInfo.InvariantCulture);

    public IReadOnlyList<string> Texts(string sql)
    {
        using SqliteCommand command = Command(sql);
        using SqliteDataReader reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private SqliteCommand Command(string sql)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
