using System.Globalization;
using System.Security.Cryptography;
using SysOps.Backups.Databases.Facts;
using SysOps.Servers.PostgreSql;

namespace SysOps.Backups.Databases.Restoring;

/// <summary>Compares large objects by their content.</summary>
internal static class LargeObjectComparer
{
    private const int ChunkSize = 1 << 20;

    public static async Task<IReadOnlyList<DatabaseDifference>> CompareAsync(PostgreSqlDatabase database, IReadOnlyList<LargeObjectFacts> dumped, CancellationToken cancellationToken)
    {
        HashSet<uint> present = [.. await database.ReadAsync("SELECT oid FROM pg_catalog.pg_largeobject_metadata", reader => reader.GetFieldValue<uint>(0), cancellationToken).ConfigureAwait(false)];
        List<DatabaseDifference> differences = [];
        foreach (LargeObjectFacts item in dumped)
        {
            string? problem = !present.Contains(item.ObjectId) ? "it is missing"
                : await HashAsync(database, item.ObjectId, cancellationToken).ConfigureAwait(false) == item.Sha256 ? null : "its content differs";
            if (problem is not null)
            {
                differences.Add(new DatabaseDifference("LargeObject", item.ObjectId.ToString(CultureInfo.InvariantCulture), problem));
            }
        }

        return differences;
    }

    private static async Task<string> HashAsync(PostgreSqlDatabase database, uint objectId, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long offset = 0; ; offset += ChunkSize)
        {
            byte[] chunk = await database.SingleAsync(
                "SELECT pg_catalog.lo_get($1::pg_catalog.int8::pg_catalog.oid, $2, $3)", reader => reader.GetFieldValue<byte[]>(0), cancellationToken, (long)objectId, offset, ChunkSize).ConfigureAwait(false);
            hash.AppendData(chunk);
            if (chunk.Length < ChunkSize)
            {
                return Convert.ToHexStringLower(hash.GetHashAndReset());
            }
        }
    }
}
