using System.Globalization;
using System.Text;

namespace SysOps.Backups.Databases.Archive;

/// <summary>
/// The table of contents (toc.dat) of pg_dump's folder format. The programs' own listing cannot be read back: it writes names without quotes.
/// The format is that of ReadHead and ReadToc in PostgreSQL's src/bin/pg_dump/pg_backup_archiver.c.
/// </summary>
public sealed record ArchiveContents
{
    public const string FileName = "toc.dat";

    /// <summary>Of PostgreSQL 9 to 18; 1.13 changed the search path alone.</summary>
    private static readonly Version Oldest = new(1, 12);
    private static readonly Version Newest = new(1, 16);

    // Which version of the format brought what.
    private static readonly Version WithTableAccessMethod = new(1, 14);
    private static readonly Version WithCompressionAlgorithm = new(1, 15);
    private static readonly Version WithRelationKind = new(1, 16);

    public required Version FormatVersion { get; init; }

    /// <summary>As pg_dump writes it, such as "15.18 (Debian …)".</summary>
    public required string ServerVersion { get; init; }

    public required string ProgramVersion { get; init; }

    public required IReadOnlyList<ArchiveEntry> Entries { get; init; }

    /// <param name="path">The file.</param>
    /// <param name="encoding">How names are written: as the database's encoding, if that is UTF-8; else every byte becomes one character.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SysOpsException">DatabaseDumpCorrupt.</exception>
    public static async Task<ArchiveContents> ReadAsync(string path, Encoding encoding, CancellationToken cancellationToken)
    {
        byte[] content = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        try
        {
            return Parse(content, encoding);
        }
        catch (FormatException exception)
        {
            throw new SysOpsException(ErrorCatalogue.DatabaseDumpCorrupt, $"The table of contents '{path}' cannot be read: {exception.Message}.", "Use another backup; if pg_dump is newer than this SysOps, use an older one.", path, exception);
        }
    }

    /// <exception cref="FormatException">What is wrong, as half a sentence.</exception>
    public static ArchiveContents Parse(byte[] content, Encoding encoding)
    {
        var reader = new ArchiveReader(content) { Encoding = encoding };
        if (!reader.Bytes(5).SequenceEqual("PGDMP"u8))
        {
            throw new FormatException("it does not begin as an archive of pg_dump");
        }

        var version = new Version(reader.Byte(), reader.Byte());
        _ = reader.Byte(); // the revision, which changes nothing
        if (version < Oldest || version > Newest)
        {
            throw new FormatException($"it has the format {version}, and {Oldest} to {Newest} are known");
        }

        reader.IntegerSize = reader.Byte();
        _ = reader.Byte(); // how wide offsets are; a folder has none
        _ = reader.Byte(); // the kind of archive: a folder says "tar", whose entries are the same
        SkipCompression(reader, version);
        for (int part = 0; part < 7; part++)
        {
            _ = reader.Integer(); // when it was made: second, minute, hour, day, month, year, daylight saving
        }

        _ = reader.Text(); // the name of the database
        string server = reader.Text() ?? "";
        string program = reader.Text() ?? "";
        int count = reader.Integer();
        List<ArchiveEntry> entries = [];
        while (entries.Count < count)
        {
            entries.Add(ReadEntry(reader, version));
        }

        return new ArchiveContents { FormatVersion = version, ServerVersion = server, ProgramVersion = program, Entries = entries };
    }

    private static void SkipCompression(ArchiveReader reader, Version version)
    {
        if (version >= WithCompressionAlgorithm)
        {
            _ = reader.Byte();
            return;
        }

        _ = reader.Integer();
    }

    private static ArchiveEntry ReadEntry(ArchiveReader reader, Version version)
    {
        int dumpId = reader.Integer();
        _ = reader.Integer(); // whether it has data
        _ = reader.ObjectId(); // which catalogue its OID is of
        uint objectId = reader.ObjectId();
        _ = reader.Text(); // the tag: its name without quotes
        string kind = reader.Text() ?? "";
        _ = reader.Integer(); // the section
        string? definition = reader.Text();
        _ = reader.Text(); // how to drop it
        string? copy = reader.Text();
        _ = reader.Text(); // the schema
        string? tablespace = reader.Text();
        _ = version >= WithTableAccessMethod ? reader.Text() : null;
        _ = version >= WithRelationKind ? reader.Integer() : 0;
        string? owner = reader.Text();
        _ = reader.Text(); // whether the table has OIDs, as none has any more
        List<int> dependencies = [];
        while (reader.Text() is { } dependency)
        {
            dependencies.Add(int.TryParse(dependency, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int id) ? id : throw new FormatException($"'{dependency}' is no id of an entry"));
        }

        string? file = reader.Text();
        return new ArchiveEntry { DumpId = dumpId, ObjectId = objectId, Kind = kind, Definition = definition, CopyStatement = copy, Owner = owner, Tablespace = tablespace, Dependencies = dependencies, FileName = string.IsNullOrEmpty(file) ? null : file };
    }
}
