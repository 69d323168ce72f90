using Npgsql;

namespace SysOps.Servers.PostgreSql.Libpq;

/// <summary>What becomes of one keyword of Npgsql's connection strings when a program of PostgreSQL makes the connection.</summary>
/// <param name="Keyword">As Npgsql spells it.</param>
/// <param name="Write">Hands its value over, or says why it cannot be. Called only where the connection string has the keyword.</param>
public sealed record LibpqKeyword(string Keyword, Action<NpgsqlConnectionStringBuilder, LibpqSettings> Write);
