using System.Text;
using System.Text.Json;

namespace SysOps.Settings.Syntax;

/// <summary>Builds the nodes of one document and remembers how far it came, so that an error can be explained.</summary>
internal sealed class SyntaxTreeBuilder(TextPositions positions)
{
    private readonly List<SyntaxIssue> _issues = [];
    private readonly Stack<TextPosition> _open = new();

    public IReadOnlyList<SyntaxIssue> Issues => _issues;

    /// <summary>The last token that was right; None before the first.</summary>
    public JsonTokenType LastToken { get; private set; }

    /// <summary>Where the last token ended, in bytes.</summary>
    public int LastEnd { get; private set; }

    public bool IsInObject { get; private set; }

    /// <summary>The path of the setting that is being read; empty for the file itself.</summary>
    public string Path { get; private set; } = "";

    /// <summary>Where the innermost object or list that is not closed yet began.</summary>
    public TextPosition? InnermostOpen => _open.TryPeek(out TextPosition? position) ? position : null;

    public SettingNode ReadDocument(ref Utf8JsonReader reader)
    {
        Next(ref reader);
        SettingNode root = ReadValue(ref reader, "");
        Next(ref reader);
        return root;
    }

    private SettingNode ReadValue(ref Utf8JsonReader reader, string path)
    {
        TextPosition position = positions.At((int)reader.TokenStartIndex);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadObject(ref reader, path, position),
            JsonTokenType.StartArray => ReadArray(ref reader, path, position),
            JsonTokenType.String => new SettingText(position, ReadText(ref reader, path)),
            JsonTokenType.Number => new SettingNumber(position, Encoding.ASCII.GetString(reader.ValueSpan)),
            JsonTokenType.Null => new SettingNull(position),
            _ => new SettingBoolean(position, reader.TokenType is JsonTokenType.True),
        };
    }

    private SettingObject ReadObject(ref Utf8JsonReader reader, string path, TextPosition position)
    {
        Open(position, path);
        Dictionary<string, SettingMember> members = new(StringComparer.Ordinal);
        while (NextIn(ref reader, path, inObject: true) is not JsonTokenType.EndObject)
        {
            TextPosition keyPosition = positions.At((int)reader.TokenStartIndex);
            string name = ReadText(ref reader, path);
            string memberPath = path.Length == 0 ? name : $"{path}.{name}";
            Path = memberPath;
            Next(ref reader);
            SettingMember member = new(name, keyPosition, ReadValue(ref reader, memberPath));
            if (!members.TryAdd(name, member))
            {
                _issues.Add(new SyntaxIssue(keyPosition, memberPath, $"is there twice: it stands at {members[name].Position} already"));
            }
        }

        _open.Pop();
        return new SettingObject(position, [.. members.Values]);
    }

    private SettingArray ReadArray(ref Utf8JsonReader reader, string path, TextPosition position)
    {
        Open(position, path);
        List<SettingNode> items = [];
        while (NextIn(ref reader, path, inObject: false) is not JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader, $"{path}[{items.Count}]"));
        }

        _open.Pop();
        return new SettingArray(position, items);
    }

    private void Open(TextPosition position, string path)
    {
        if (_open.Count == SyntaxParser.MaximumDepth)
        {
            throw new SyntaxIssueException(new SyntaxIssue(position, path, $"more than {SyntaxParser.MaximumDepth} objects and lists are in one another"));
        }

        _open.Push(position);
    }

    /// <summary>A text can be well-formed UTF-8 and still hold half a surrogate pair, as an escape.</summary>
    private string ReadText(ref Utf8JsonReader reader, string path)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            throw new SyntaxIssueException(new SyntaxIssue(positions.At((int)reader.TokenStartIndex), path, "the text holds half of a surrogate pair (\\ud800–\\udfff); write both halves"));
        }
    }

    private JsonTokenType NextIn(ref Utf8JsonReader reader, string path, bool inObject)
    {
        Path = path;
        IsInObject = inObject;
        Next(ref reader);
        return LastToken;
    }

    private void Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        LastToken = reader.TokenType;
        LastEnd = (int)reader.BytesConsumed;
    }
}
