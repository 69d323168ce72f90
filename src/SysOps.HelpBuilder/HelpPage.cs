using Markdig;
using Markdig.Syntax;

namespace SysOps.HelpBuilder;

/// <summary>One cmdlet's page, by its headings.</summary>
internal sealed class HelpPage
{
    private readonly HelpSection _root;

    private HelpPage(string file, HelpSection root)
    {
        File = file;
        _root = root;
    }

    public string File { get; }

    public static HelpPage Read(string file)
    {
        string text = System.IO.File.ReadAllText(file);
        MarkdownDocument document = Markdown.Parse(text);
        var open = new Stack<(int Level, HelpSection Section)>([(0, new HelpSection("", 1, [], [], []))]);
        foreach (Block block in document)
        {
            if (block is HeadingBlock heading)
            {
                while (open.Peek().Level >= heading.Level)
                {
                    open.Pop();
                }

                var section = new HelpSection(Plain(text, heading), heading.Line + 1, [], [], []);
                open.Peek().Section.Sections.Add(section);
                open.Push((heading.Level, section));
            }
            else if (block is FencedCodeBlock code)
            {
                open.Peek().Section.Code.Add(code.Lines.ToString().TrimEnd());
            }
            else
            {
                open.Peek().Section.Paragraphs.Add(Plain(text, block));
            }
        }

        return new HelpPage(file, open.Last().Section.Sections.FirstOrDefault() ?? throw new HelpException(file, 1, "The page has no heading."));
    }

    /// <exception cref="HelpException">There is no such section, or it says nothing.</exception>
    public HelpSection Section(string title)
    {
        HelpSection? section = _root.Sections.Find(section => section.Title == title);
        return section is { } found && found.Paragraphs.Count + found.Sections.Count > 0
            ? found
            : throw new HelpException(File, section?.Line ?? _root.Line, $"The section '{title}' is missing or empty.");
    }

    /// <summary>The text on one parameter.</summary>
    /// <exception cref="HelpException">There is none.</exception>
    public HelpSection Parameter(string name) =>
        Section("PARAMETERS").Sections.Find(section => section.Title == $"-{name}") is { Paragraphs.Count: > 0 } found
            ? found
            : throw new HelpException(File, Section("PARAMETERS").Line, $"The parameter -{name} is not described.");

    /// <exception cref="HelpException">A parameter is described that the cmdlet does not have.</exception>
    public void CheckParameters(IReadOnlySet<string> names)
    {
        foreach (HelpSection section in Section("PARAMETERS").Sections.Where(section => !names.Contains(section.Title.TrimStart('-'))))
        {
            throw new HelpException(File, section.Line, $"There is no parameter {section.Title}.");
        }
    }

    private static string Plain(string text, Block block) => string.Join(' ', Markdown.ToPlainText(text.Substring(block.Span.Start, block.Span.Length)).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
