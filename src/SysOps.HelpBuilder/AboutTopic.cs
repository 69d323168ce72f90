namespace SysOps.HelpBuilder;

/// <summary>An about topic as Get-Help shows it: headings in capitals, text and code indented below them.</summary>
internal static class AboutTopic
{
    public static string Text(string markdown)
    {
        bool inCode = false;
        var lines = new List<string>();
        foreach (string line in markdown.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                inCode = !inCode;
                continue;
            }

            bool isHeading = !inCode && line.StartsWith('#');
            lines.Add(isHeading ? line.TrimStart('#').Trim() : line.Length == 0 ? "" : (inCode ? "        " : "    ") + line);
        }

        // Get-Help finds the topic's one-line description below these two words.
        int title = lines.FindIndex(line => line.Length > 0);
        lines[title] = "TOPIC" + Environment.NewLine + "    " + lines[title];
        return string.Join(Environment.NewLine, lines);
    }
}
