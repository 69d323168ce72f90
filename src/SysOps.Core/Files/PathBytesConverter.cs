using System.Text.Json;
using System.Text.Json.Serialization;

namespace SysOps.Files;

/// <summary>Paths as JSON: a text, or <c>{ "base64": … }</c> where the bytes are not UTF-8.</summary>
internal sealed class PathBytesConverter : JsonConverter<PathBytes>
{
    private const string Encoded = "base64";

    public override PathBytes Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.String)
        {
            return PathBytes.Of(reader.GetString()!);
        }

        if (reader.TokenType is not JsonTokenType.StartObject || !reader.Read() || !reader.ValueTextEquals(Encoded) || !reader.Read())
        {
            throw new JsonException("A path is a text or { \"base64\": … }.");
        }

        PathBytes path = PathBytes.Of(reader.GetBytesFromBase64());
        return reader.Read() && reader.TokenType is JsonTokenType.EndObject ? path : throw new JsonException("A path has no other member than base64.");
    }

    public override void Write(Utf8JsonWriter writer, PathBytes value, JsonSerializerOptions options)
    {
        if (value.IsUtf8)
        {
            writer.WriteStringValue(value.Bytes);
            return;
        }

        writer.WriteStartObject();
        writer.WriteBase64String(Encoded, value.Bytes);
        writer.WriteEndObject();
    }
}
