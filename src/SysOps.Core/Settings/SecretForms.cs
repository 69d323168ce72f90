using System.Text;
using System.Text.Encodings.Web;

namespace SysOps.Settings;

/// <summary>The forms in which one secret can turn up in a text.</summary>
internal static class SecretForms
{
    /// <summary>Shorter secrets are masked only where they stand as a word of their own: else every <c>a</c> would go.</summary>
    public const int ShortestAnywhere = 4;

    private static readonly string[] Schemes = ["Bearer ", "Basic ", "Token ", "ApiKey "];

    /// <summary>The secret itself; as URLs, JSON, quoted values and base64 hold it; and what an Authorization header carries.</summary>
    public static IEnumerable<string> Of(string secret) =>
        new[] { secret }.Concat(CredentialsOf(secret)).SelectMany(FormsOf).Where(form => form.Length >= ShortestAnywhere || form == secret);

    private static IEnumerable<string> FormsOf(string secret)
    {
        yield return secret;
        if (secret.Length < ShortestAnywhere)
        {
            yield break;
        }

        string escaped = Uri.EscapeDataString(secret);
        yield return escaped;
        yield return LowerHexadecimal(escaped);
        yield return escaped.Replace("%20", "+", StringComparison.Ordinal);
        yield return JavaScriptEncoder.Default.Encode(secret);
        yield return JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret);
        yield return secret.Replace("'", "''", StringComparison.Ordinal);
        yield return secret.Replace("\"", "\"\"", StringComparison.Ordinal);
        foreach (string encoded in Base64Of(Encoding.UTF8.GetBytes(secret)))
        {
            yield return encoded;
            yield return encoded.Replace('+', '-').Replace('/', '_');
        }
    }

    /// <summary>Of <c>Bearer token</c> the token; of <c>Basic base64</c> also <c>user:password</c> and the password.</summary>
    private static IEnumerable<string> CredentialsOf(string secret)
    {
        if (Schemes.FirstOrDefault(scheme => secret.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) is not { } found)
        {
            yield break;
        }

        string credential = secret[found.Length..].Trim();
        yield return credential;
        byte[] decoded = new byte[credential.Length];
        if (found == "Basic " && Convert.TryFromBase64String(credential, decoded, out int length))
        {
            string pair = Encoding.UTF8.GetString(decoded, 0, length);
            yield return pair;
            yield return pair[(pair.IndexOf(':', StringComparison.Ordinal) + 1)..];
        }
    }

    /// <summary>What base64 makes of it wherever in the encoded bytes it begins, without the characters that its neighbours share.</summary>
    private static IEnumerable<string> Base64Of(byte[] bytes)
    {
        for (int before = 0; before < 3; before++)
        {
            string encoded = Convert.ToBase64String([.. new byte[before], .. bytes]);
            int first = ((before * 8) + 5) / 6;
            int last = (before + bytes.Length) * 8 / 6;
            yield return encoded[first..last];
        }
    }

    private static string LowerHexadecimal(string escaped)
    {
        StringBuilder text = new(escaped);
        for (int index = escaped.IndexOf('%', StringComparison.Ordinal); index >= 0; index = escaped.IndexOf('%', index + 3))
        {
            text[index + 1] = char.ToLowerInvariant(text[index + 1]);
            text[index + 2] = char.ToLowerInvariant(text[index + 2]);
        }

        return text.ToString();
    }
}
