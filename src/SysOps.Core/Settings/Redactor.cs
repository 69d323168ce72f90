using System.Text.Json;
using System.Text.RegularExpressions;

namespace SysOps.Settings;

/// <summary>Knows the secrets that were resolved and masks them in every text that leaves SysOps.</summary>
public sealed partial class Redactor
{
    public const string Mask = "********";

    private const int ShortSecret = 4;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _secrets = new(StringComparer.Ordinal);

    /// <summary>From now on this value is masked, as it is and as it stands in a URL or in JSON. An empty one is not a secret.</summary>
    public void Add(string secret)
    {
        if (secret.Length == 0)
        {
            return;
        }

        lock (_gate)
        {
            _secrets.Add(secret);
            _secrets.Add(Uri.EscapeDataString(secret));
            _secrets.Add(JsonEncodedText.Encode(secret).Value);
        }
    }

    /// <summary>
    /// The text with every known secret masked, and whatever looks like a password in a connection string or a URL.
    /// A secret below four characters is masked where it stands alone only: else nothing readable would be left.
    /// </summary>
    public string Redact(string text)
    {
        string[] secrets;
        lock (_gate)
        {
            secrets = [.. _secrets.OrderByDescending(secret => secret.Length)];
        }

        foreach (string secret in secrets)
        {
            text = secret.Length < ShortSecret
                ? Regex.Replace(text, $@"(?<!\w){Regex.Escape(secret)}(?!\w)", Mask, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))
                : text.Replace(secret, Mask, StringComparison.Ordinal);
        }

        return MaskConnectionString(text);
    }

    /// <summary>Masks <c>password=…</c> of a connection string and the user information of a URL.</summary>
    public static string MaskConnectionString(string text) =>
        UserInformation().Replace(PasswordPair().Replace(text, "${key}" + Mask), "${scheme}" + Mask + "@");

    [GeneratedRegex("""\b(?<key>(password|pwd|sslpassword|passphrase)\s*=\s*)("[^"]*"|'[^']*'|[^;,\s]+)""", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PasswordPair();

    [GeneratedRegex(@"\b(?<scheme>[a-z][a-z0-9+.-]*://)[^/@\s]+@", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UserInformation();
}
