using Npgsql;

namespace SysOps.Servers.Tests.Backups;

/// <summary>A client that updates without pause, and connects again whenever its session is ended.</summary>
internal sealed class Load(string connectionString)
{
    private int _updates;

    public int Updates => Volatile.Read(ref _updates);

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await WorkAsync(stop);
            }
            catch (NpgsqlException)
            {
                // Ended, or turned away while the names change: what a service would meet as well.
            }
        }
    }

    private async Task WorkAsync(CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(CancellationToken.None);
        while (!stop.IsCancellationRequested)
        {
            await using var command = new NpgsqlCommand("UPDATE counters SET n = n + 1 WHERE id = 1 + floor(random() * 10)::int", connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
            Interlocked.Increment(ref _updates);
        }
    }
}
