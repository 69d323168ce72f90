namespace SysOps.HelpBuilder;

/// <summary>A heading, and the blocks below it up to the next heading of its level.</summary>
/// <param name="Title">The heading's text.</param>
/// <param name="Line">Where it stands, from 1.</param>
/// <param name="Paragraphs">Texts without markup, in order.</param>
/// <param name="Code">Fenced code, in order.</param>
/// <param name="Sections">Those of the next level.</param>
internal sealed record HelpSection(string Title, int Line, List<string> Paragraphs, List<string> Code, List<HelpSection> Sections);
