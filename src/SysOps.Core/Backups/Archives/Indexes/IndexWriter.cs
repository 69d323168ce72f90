using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using SysOps.Files;

namespace SysOps.Backups.Archives.Indexes;

/// <summary>Writes an index: one JSON object a line, at the end one with the totals.</summary>
public sealed class IndexWriter : IDisposable
{
    private readonly IBufferWriter<byte> _output;
    private readonly Utf8JsonWriter _json;

    /// <param name="output">Where the lines go, not compressed.</param>
    public IndexWriter(IBufferWriter<byte> output)
    {
        _output = output;
        _json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
    }

    /// <summary>How many entries were written.</summary>
    public long Count { get; private set; }

    public void Write(IndexEntry entry)
    {
        Count++;
        _json.WriteStartObject();
        WriteBytes(IndexFields.Path, IndexFields.PathBase64, entry.Path.IsRoot ? "."u8 : entry.Path.Bytes);
        _json.WriteString(IndexFields.Type, IndexFields.NameOf(entry.Kind));
        _json.WriteString(IndexFields.Mode, "0" + Convert.ToString(entry.Mode, 8).PadLeft(3, '0'));
        _json.WriteNumber(IndexFields.OwnerId, entry.OwnerId);
        _json.WriteNumber(IndexFields.GroupId, entry.GroupId);
        WriteUnlessEmpty(IndexFields.OwnerName, entry.OwnerName);
        WriteUnlessEmpty(IndexFields.GroupName, entry.GroupName);
        WriteTime(IndexFields.Modified, entry.Modified);
        if (entry.Changed is { } changed)
        {
            WriteTime(IndexFields.Changed, changed);
        }

        if (entry.Identity is { } identity)
        {
            _json.WriteNumber(IndexFields.FileSystem, identity.Device);
            _json.WriteNumber(IndexFields.Inode, identity.Inode);
        }

        WriteContent(entry);
        WritePlace(entry.Place);
        if (entry.ContentPlace is { } place)
        {
            _json.WriteStartObject(IndexFields.Content);
            WritePlace(place);
            _json.WriteEndObject();
        }

        if (entry.Problem is { } problem)
        {
            _json.WriteString(IndexFields.Problem, problem.ToString());
        }

        EndLine();
    }

    /// <summary>The last line.</summary>
    public void WriteEnd(ArchiveTotals archive)
    {
        _json.WriteStartObject();
        _json.WriteString(IndexFields.Type, IndexFields.End);
        _json.WriteNumber(IndexFields.Entries, Count);
        _json.WriteNumber(IndexFields.Frames, archive.Frames);
        _json.WriteNumber(IndexFields.ContentBytes, archive.ContentBytes);
        _json.WriteNumber(IndexFields.StoredBytes, archive.StoredBytes);
        _json.WriteString(IndexFields.Sha256, archive.Sha256);
        EndLine();
    }

    public void Dispose() => _json.Dispose();

    private void WriteContent(IndexEntry entry)
    {
        if (entry.Kind is EntryKind.File or EntryKind.HardLink)
        {
            _json.WriteNumber(IndexFields.Size, entry.Size);
            _json.WriteString(IndexFields.Sha256, entry.Sha256);
        }

        if (entry.Kind is EntryKind.Link or EntryKind.HardLink)
        {
            WriteBytes(IndexFields.Target, IndexFields.TargetBase64, entry.Target.Span);
        }

        if (entry.Kind is EntryKind.CharacterDevice or EntryKind.BlockDevice)
        {
            _json.WriteNumber(IndexFields.Major, entry.Device.Major);
            _json.WriteNumber(IndexFields.Minor, entry.Device.Minor);
        }

        WriteUnlessEmpty(IndexFields.Attributes, entry.AttributesDigest ?? "");
    }

    private void WritePlace(ContentPlace place)
    {
        _json.WriteString(IndexFields.Backup, place.BackupId);
        _json.WriteNumber(IndexFields.Frame, place.Frame);
        _json.WriteNumber(IndexFields.Offset, place.Offset);
    }

    private void WriteBytes(JsonEncodedText name, JsonEncodedText base64Name, ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            _json.WriteString(name, bytes);
        }
        else
        {
            _json.WriteBase64String(base64Name, bytes);
        }
    }

    private void WriteTime(JsonEncodedText name, FileTime time)
    {
        Span<byte> text = stackalloc byte[FileTime.LongestText];
        _json.WriteString(name, time.Format(text));
    }

    private void WriteUnlessEmpty(JsonEncodedText name, string value)
    {
        if (value.Length > 0)
        {
            _json.WriteString(name, value);
        }
    }

    private void EndLine()
    {
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _output.Write("\n"u8);
    }
}
