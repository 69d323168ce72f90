using System.Text;

namespace SysOps.Logs.Logrotate;

/// <summary>Words parted by blanks, with quotes and backslashes as popt(3) reads them, by which logrotate reads file names, options and its state file.</summary>
public static class QuotedWords
{
    /// <summary>Null when a backslash ends the text. A quote that is not closed lasts to the end; an empty word is none.</summary>
    public static IReadOnlyList<string>? Split(string text)
    {
        List<string> words = [];
        StringBuilder word = new();
        char quote = '\0';
        for (int at = 0; at < text.Length; at++)
        {
            char one = text[at];
            if (one == quote)
            {
                quote = '\0';
            }
            else if (one == '\\')
            {
                if (++at == text.Length)
                {
                    return null;
                }

                // Within quotes only the quote itself needs, and loses, its backslash.
                word.Append(quote != '\0' && text[at] != quote ? "\\" : "").Append(text[at]);
            }
            else if (quote == '\0' && one is '"' or '\'')
            {
                quote = one;
            }
            else if (quote == '\0' && IsSpace(one))
            {
                End(words, word);
            }
            else
            {
                word.Append(one);
            }
        }

        End(words, word);
        return words;
    }

    /// <summary>What isspace(3) calls a space.</summary>
    internal static bool IsSpace(char one) => one is ' ' or '\t' or '\n' or '\v' or '\f' or '\r';

    private static void End(List<string> words, StringBuilder word)
    {
        if (word.Length > 0)
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }
}
