using System.Text.Json;

namespace SysOps.Settings.Reading;

/// <summary>Reads JSON with comments and trailing commas into nodes that know their places.</summary>
internal sealed class SettingsParser
{
    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 32 };

    private readonly byte[] _content;
    private readonly LineIndex _lines;
    private readonly ProblemList _problems;

    public SettingsParser(byte[] content, ProblemList problems)
    {
        // A byte order mark is no JSON, and some editors write one.
        _content = content.AsSpan().StartsWith("\uFEFF"u8) ? content[3..] : content;
        _lines = new LineIndex(_content);
        _problems = problems;
    }

    /// <summary>The root; null when the text is no JSON, which is then a problem.</summary>
    public SettingsNode? Parse()
    {
        var reader = new Utf8JsonReader(_content, Options);
        try
        {
            reader.Read();
            SettingsNode root = ReadValue(ref reader, "");
            reader.Read();
            return root;
        }
        catch (JsonException exception)
        {
            (int line, int column) = _lines.At(_lines.OffsetOf(exception.LineNumber ?? 0, exception.BytePositionInLine ?? 0));
            _problems.Error(line, column, "", $"This is not JSON: {Reason(exception)}");
            return null;
        }
    }

    private SettingsNode ReadValue(ref Utf8JsonReader reader, string path)
    {
        (int line, int column) = _lines.At(reader.TokenStartIndex);
        var node = new SettingsNode { Kind = JsonValueKind.Null, Line = line, Column = column };
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => node with { Kind = JsonValueKind.Object, Members = ReadMembers(ref reader, path) },
            JsonTokenType.StartArray => node with { Kind = JsonValueKind.Array, Items = ReadItems(ref reader, path) },
            JsonTokenType.String => node with { Kind = JsonValueKind.String, Text = reader.GetString() },
            JsonTokenType.Number => node with { Kind = JsonValueKind.Number, Text = System.Text.Encoding.UTF8.GetString(reader.ValueSpan) },
            JsonTokenType.True => node with { Kind = JsonValueKind.True },
            JsonTokenType.False => node with { Kind = JsonValueKind.False },
            _ => node,
        };
    }

    private List<SettingsMember> ReadMembers(ref Utf8JsonReader reader, string path)
    {
        List<SettingsMember> members = [];
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            (int line, int column) = _lines.At(reader.TokenStartIndex);
            string key = reader.GetString()!;
            string setting = path.Length == 0 ? key : $"{path}.{key}";
            if (members.Find(member => member.Key == key) is { } first)
            {
                _problems.Error(line, column, setting, $"The key stands here a second time; the first is on line {first.Line}. Keep one.");
            }

            reader.Read();
            members.Add(new SettingsMember(key, line, column, ReadValue(ref reader, setting)));
        }

        return members;
    }

    private List<SettingsNode> ReadItems(ref Utf8JsonReader reader, string path)
    {
        List<SettingsNode> items = [];
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader, $"{path}[{items.Count}]"));
        }

        return items;
    }

    // The reader's message ends with its own count of lines and bytes; ours stands in front.
    private static string Reason(JsonException exception)
    {
        int end = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? exception.Message : exception.Message[..end];
    }
}
