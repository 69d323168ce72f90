using System.Text;

namespace SysOps.Settings;

/// <summary>Knows the secrets that were resolved and masks them in every text that leaves SysOps. Safe for any number of threads.</summary>
public sealed class Redactor
{
    public const string Mask = "********";

    private readonly Lock _gate = new();
    private readonly HashSet<string> _secrets = new(StringComparer.Ordinal);

    // Replaced as a whole, so that reading needs no lock.
    private volatile string[] _forms = [];

    /// <summary>
    /// From now on this value is masked, URL-encoded, JSON-escaped and in base64 as well. An empty one is not a secret; one
    /// of up to three characters is masked where it stands as a word of its own.
    /// </summary>
    public void Add(string secret)
    {
        if (secret.Length == 0)
        {
            return;
        }

        lock (_gate)
        {
            if (_secrets.Add(secret))
            {
                _forms = [.. _forms.Concat(SecretForms.Of(secret)).Distinct(StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>The text with every known secret masked, and whatever looks like a password in a connection string or a URL.</summary>
    public string Redact(string text) => MaskConnectionString(MaskKnown(text));

    /// <summary>Masks <c>password=…</c> of a connection string, and the user information and the keys in the query of a URL.</summary>
    public static string MaskConnectionString(string text) => CredentialPatterns.Mask(text);

    /// <summary>Finds all before it replaces any: of two secrets that overlap nothing is left over.</summary>
    private string MaskKnown(string text)
    {
        List<(int Start, int End)> found = [.. _forms.SelectMany(form => PlacesOf(form, text)).OrderBy(place => place.Start)];
        if (found.Count == 0)
        {
            return text;
        }

        StringBuilder masked = new(text.Length);
        int end = 0;
        foreach ((int start, int stop) in found)
        {
            if (start >= end)
            {
                masked.Append(text, end, start - end).Append(Mask);
            }

            end = Math.Max(end, stop);
        }

        return masked.Append(text, end, text.Length - end).ToString();
    }

    private static IEnumerable<(int Start, int End)> PlacesOf(string secret, string text)
    {
        for (int start = text.IndexOf(secret, StringComparison.Ordinal); start >= 0; start = text.IndexOf(secret, start + 1, StringComparison.Ordinal))
        {
            int end = start + secret.Length;
            if (secret.Length >= SecretForms.ShortestAnywhere || IsWord(text, start, end))
            {
                yield return (start, end);
            }
        }
    }

    private static bool IsWord(string text, int start, int end) =>
        (start == 0 || !char.IsLetterOrDigit(text[start - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));
}
