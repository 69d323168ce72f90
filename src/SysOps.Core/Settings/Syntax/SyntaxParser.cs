using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace SysOps.Settings.Syntax;

/// <summary>Reads JSON with comments and trailing commas into a tree that knows where everything stands.</summary>
public static class SyntaxParser
{
    /// <summary>More objects and lists in one another than any configuration has.</summary>
    public const int MaximumDepth = 32;

    private static readonly JsonReaderOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = MaximumDepth * 2,
    };

    /// <summary>The tree of a file's content; UTF-8, with or without a byte order mark.</summary>
    public static SyntaxTree Parse(byte[] content)
    {
        byte[] text = content.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content;
        TextPositions positions = new(text);
        if (EncodingIssue(text, positions) is { } issue)
        {
            return new SyntaxTree(null, [issue]);
        }

        Utf8JsonReader reader = new(text, Options);
        SyntaxTreeBuilder builder = new(positions);
        try
        {
            SettingNode root = builder.ReadDocument(ref reader);
            return new SyntaxTree(root, builder.Issues);
        }
        catch (JsonException exception)
        {
            int offset = positions.OffsetOf(exception.LineNumber ?? 0, exception.BytePositionInLine ?? 0);
            return new SyntaxTree(null, [SyntaxErrorWords.For(text, positions, offset, builder)]);
        }
        catch (SyntaxIssueException exception)
        {
            return new SyntaxTree(null, [exception.Issue]);
        }
    }

    private static SyntaxIssue? EncodingIssue(byte[] text, TextPositions positions)
    {
        if (text.AsSpan().StartsWith(Encoding.Unicode.Preamble) || text.AsSpan().StartsWith(Encoding.BigEndianUnicode.Preamble) || text is [0, not 0, ..] or [not 0, 0, ..])
        {
            return new SyntaxIssue(new TextPosition(1, 1), "", "the file is written in UTF-16; save it as UTF-8");
        }

        if (Utf8.IsValid(text))
        {
            return null;
        }

        int offset = 0;
        while (Rune.DecodeFromUtf8(text.AsSpan(offset), out _, out int length) == System.Buffers.OperationStatus.Done)
        {
            offset += length;
        }

        return new SyntaxIssue(positions.At(offset), "", "this is no UTF-8; save the file as UTF-8");
    }
}
