using System.Text.Json;
using SysOps.Files;

namespace SysOps.Backups.Archives.Indexes;

/// <summary>Reads one line of an index. Fields that are not known are passed over: a later version may write more of them.</summary>
internal ref struct IndexLine
{
    private readonly RepeatedTexts _repeated;
    private Utf8JsonReader _json;
    private int _fields;
    private byte[]? _path;
    private byte[] _target = [];
    private string? _type;
    private (uint Owner, uint Group, ulong Device, ulong Inode) _ids;
    private (string Owner, string Group) _names = ("", "");
    private (FileTime Modified, FileTime? Changed) _times;
    private (int Mode, long Size, string? Sha256, string? Attributes) _facts;
    private (uint Major, uint Minor) _device;
    private (string? Backup, int Frame, int Offset) _place;
    private ContentPlace? _content;
    private ArchiveProblemKind? _problem;
    private (long Entries, int Frames, long Content, long Stored) _end;
    private bool _hasIdentity;

    private IndexLine(ReadOnlySpan<byte> line, RepeatedTexts repeated)
    {
        _json = new Utf8JsonReader(line);
        _repeated = repeated;
    }

    /// <summary>An entry, or the totals when it is the last line.</summary>
    /// <param name="line">Without its end.</param>
    /// <param name="repeated">What the lines before had.</param>
    /// <exception cref="ArchiveCorruptException">It is neither.</exception>
    public static (IndexEntry? Entry, IndexEnd? End) Read(ReadOnlySpan<byte> line, RepeatedTexts repeated)
    {
        try
        {
            IndexLine reader = new(line, repeated);
            reader.ReadFields();
            return reader._type == IndexFields.End ? (null, reader.ToEnd()) : (reader.ToEntry(), null);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or OverflowException or ArgumentException)
        {
            throw new ArchiveCorruptException($"A line of the index is damaged: {exception.Message}", exception);
        }
    }

    private void ReadFields()
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            throw new FormatException("It is no object.");
        }

        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            string? name = IndexFields.Find(ref _json, ref _fields);
            _json.Read();
            ReadField(name);
        }
    }

    private void ReadField(string? name)
    {
        switch (name)
        {
            case "path": _path = Text(); break;
            case "pathBase64": _path = _json.GetBytesFromBase64(); break;
            case "type": _type = _repeated.Read(name, ref _json); break;
            case "mode": _facts.Mode = Convert.ToInt32(_repeated.Read(name, ref _json), 8); break;
            case "uid": _ids.Owner = _json.GetUInt32(); break;
            case "gid": _ids.Group = _json.GetUInt32(); break;
            case "user": _names.Owner = _repeated.Read(name, ref _json)!; break;
            case "group": _names.Group = _repeated.Read(name, ref _json)!; break;
            case "mtime": _times.Modified = Time(); break;
            case "ctime": _times.Changed = Time(); break;
            case "device": _ids.Device = _json.GetUInt64(); break;
            case "inode": (_ids.Inode, _hasIdentity) = (_json.GetUInt64(), true); break;
            case "size": _facts.Size = _json.GetInt64(); break;
            case "sha256": _facts.Sha256 = _json.GetString(); break;
            case "target": _target = Text(); break;
            case "targetBase64": _target = _json.GetBytesFromBase64(); break;
            case "major": _device.Major = _json.GetUInt32(); break;
            case "minor": _device.Minor = _json.GetUInt32(); break;
            case "xattrs": _facts.Attributes = _json.GetString(); break;
            case "backup": _place.Backup = _repeated.Read(name, ref _json); break;
            case "frame": _place.Frame = _json.GetInt32(); break;
            case "offset": _place.Offset = _json.GetInt32(); break;
            case "content": ReadContent(); break;
            case "problem": _problem = Enum.Parse<ArchiveProblemKind>(_json.GetString()!); break;
            case "entries": _end.Entries = _json.GetInt64(); break;
            case "frames": _end.Frames = _json.GetInt32(); break;
            case "contentBytes": _end.Content = _json.GetInt64(); break;
            case "storedBytes": _end.Stored = _json.GetInt64(); break;
            default: _json.Skip(); break;
        }
    }

    private void ReadContent()
    {
        (string? Backup, int Frame, int Offset) own = _place;
        ReadFieldsOfContent();
        _content = Place();
        _place = own;
    }

    private void ReadFieldsOfContent()
    {
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            string? name = IndexFields.Find(ref _json, ref _fields);
            _json.Read();
            if (name is "backup" or "frame" or "offset")
            {
                ReadField(name);
            }
            else
            {
                _json.Skip();
            }
        }
    }

    private readonly ContentPlace Place() => new(_place.Backup ?? throw new FormatException("It does not say where the bytes are."), _place.Frame, _place.Offset);

    private readonly FileTime Time() => _json.TokenType == JsonTokenType.String && !_json.ValueIsEscaped ? FileTime.Parse(_json.ValueSpan) : FileTime.Parse(_json.GetString() ?? "");

    private readonly byte[] Text()
    {
        byte[] bytes = new byte[_json.HasValueSequence ? (int)_json.ValueSequence.Length : _json.ValueSpan.Length];
        return bytes[.._json.CopyString(bytes)];
    }

    private readonly IndexEnd ToEnd() => new()
    {
        Entries = _end.Entries,
        Archive = new ArchiveTotals { Frames = _end.Frames, ContentBytes = _end.Content, StoredBytes = _end.Stored, Sha256 = _facts.Sha256 ?? "" },
    };

    private readonly IndexEntry ToEntry()
    {
        byte[] path = _path ?? throw new FormatException("It has no path.");
        return new IndexEntry
        {
            Path = path is [(byte)'.'] ? PathBytes.Root : path.Length > 0 ? PathBytes.Of(path) : throw new FormatException("Its path is empty."),
            Kind = IndexFields.KindOf(_type ?? ""),
            Mode = _facts.Mode,
            OwnerId = _ids.Owner,
            GroupId = _ids.Group,
            OwnerName = _names.Owner,
            GroupName = _names.Group,
            Modified = _times.Modified,
            Changed = _times.Changed,
            Identity = _hasIdentity ? new FileIdentity(_ids.Device, _ids.Inode) : null,
            Size = _facts.Size >= 0 ? _facts.Size : throw new FormatException("Its size is negative."),
            Sha256 = _facts.Sha256,
            Target = _target,
            Device = new DeviceNumber(_device.Major, _device.Minor),
            AttributesDigest = _facts.Attributes,
            Place = Place(),
            ContentPlace = _content,
            Problem = _problem,
        };
    }
}
