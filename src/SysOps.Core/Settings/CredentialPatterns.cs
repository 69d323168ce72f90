using System.Text.RegularExpressions;

namespace SysOps.Settings;

/// <summary>Knows by its looks where a password stands: in connection strings, in URLs.</summary>
internal static partial class CredentialPatterns
{
    // Npgsql's and StackExchange.Redis' own keywords and their aliases; Passfile names a file and is no secret.
    private const string Key = @"(?<key>\b(ssl\s*)?(password|passwd|pwd|psw|passphrase)\s*=\s*)";

    // A quote within a quoted value is doubled (ADO.NET).
    private const string Quoted = """("(""|[^"])*"|'(''|[^'])*')(?=\s*([;,\r\n]|$))""";

    /// <summary>The text with the value of each password pair, the user information of each URL and the keys in its query masked.</summary>
    public static string Mask(string text)
    {
        try
        {
            string masked = Pair().Replace(text, "${key}" + Redactor.Mask);
            masked = UserInformation().Replace(masked, "${scheme}" + Redactor.Mask + "@");
            return QueryKey().Replace(masked, "${key}" + Redactor.Mask);
        }
        catch (RegexMatchTimeoutException)
        {
            return Redactor.Mask; // Rather nothing than a secret.
        }
    }

    /// <summary>Whether a connection string holds a password, be it in clear or as a reference.</summary>
    public static bool HasPassword(string template) => Holds(() => Pair().IsMatch(template));

    /// <summary>Whether a connection string or a URL holds a password in clear.</summary>
    public static bool HasPasswordInClear(string template) => Holds(() =>
        Pair().Matches(template).Any(match => IsClear(match.Groups["value"].Value.Trim('"', '\'', ' ')))
        || UserInformation().Matches(template).Any(match => match.Groups["value"].Value.Split(':', 2) is [_, { Length: > 0 } password] && IsClear(password)));

    // What takes too long to look through is no proper connection string: it is treated as if it held one.
    private static bool Holds(Func<bool> look)
    {
        try
        {
            return look();
        }
        catch (RegexMatchTimeoutException)
        {
            return true;
        }
    }

    private static bool IsClear(string value) => EnvironmentReferences.Expand(value, _ => "").Length > 0;

    // After a semicolon the pair ends at the next one (ADO.NET), after a comma at the next comma (Redis). Where neither
    // tells, at a semicolon if one follows, else where a comma begins the next pair, else at the end of the line.
    [GeneratedRegex(
        @"(?<=;\s*)" + Key + "(?<value>" + Quoted + @"|[^;\r\n]*)" +
        @"|(?<=,\s*)" + Key + "(?<value>" + Quoted + @"|[^,\r\n]*)" +
        "|" + Key + "(?<value>" + Quoted + @"|[^;\r\n]*(?=;)|((?!,\s*[a-z][a-z0-9 _-]*=)[^;\r\n])*)",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pair();

    [GeneratedRegex(@"\b(?<scheme>[a-z][a-z0-9+.-]*://)(?<value>[^/\s?#]*)@", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UserInformation();

    [GeneratedRegex(@"(?<key>[?&](key|sig|signature|secret|(api|access|auth)?[-_]?(key|token))=)[^&#\s""']+", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex QueryKey();
}
