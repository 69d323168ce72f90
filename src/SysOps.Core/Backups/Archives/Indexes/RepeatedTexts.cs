using System.Text.Json;

namespace SysOps.Backups.Archives.Indexes;

/// <summary>Texts that are the same in line after line, such as the owner's name: each is made once for all lines that follow each other.</summary>
internal sealed class RepeatedTexts
{
    private readonly Dictionary<string, string> _last = new(StringComparer.Ordinal);

    /// <param name="field">Whose value it is.</param>
    /// <param name="json">At the value.</param>
    /// <exception cref="InvalidOperationException">It is no text.</exception>
    public string? Read(string field, ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.String && _last.TryGetValue(field, out string? last) && json.ValueTextEquals(last))
        {
            return last;
        }

        string? text = json.GetString();
        if (text is not null)
        {
            _last[field] = text;
        }

        return text;
    }
}
