namespace SysOps.Backups.Databases.Dumping;

/// <summary>A table or sequence by its OID.</summary>
/// <param name="Filter">WHERE …, of an extension's table of which only a part is dumped.</param>
internal sealed record RelationName(uint ObjectId, string Schema, string Name, string? Filter);
