using System.Text.RegularExpressions;

namespace SysOps.Settings;

/// <summary>Knows the secrets that were resolved and masks them in every text that leaves SysOps.</summary>
public sealed partial class Redactor
{
    public const string Mask = "********";

    private readonly Lock _gate = new();
    private readonly HashSet<string> _secrets = new(StringComparer.Ordinal);

    /// <summary>From now on this value is masked. An empty one is not a secret.</summary>
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
        }
    }

    /// <summary>The text with every known secret masked, and whatever looks like a password in a connection string or a URL.</summary>
    public string Redact(string text)
    {
        lock (_gate)
        {
            foreach (string secret in _secrets.OrderByDescending(secret => secret.Length))
            {
                text = text.Replace(secret, Mask, StringComparison.Ordinal);
            }
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
