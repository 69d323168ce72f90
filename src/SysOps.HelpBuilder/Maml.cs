using System.Management.Automation;
using System.Xml.Linq;

namespace SysOps.HelpBuilder;

/// <summary>Writes what Get-Help reads (https://learn.microsoft.com/powershell/scripting/developer/help/writing-help-for-windows-powershell-cmdlets).</summary>
internal static class Maml
{
    private static readonly XNamespace Words = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Commands = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static XElement Command(CommandMetadata command, HelpPage page)
    {
        ParameterMetadata[] parameters = [.. command.Parameters.Values.OrderBy(parameter => parameter.Name, StringComparer.Ordinal)];
        page.CheckParameters(parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal));
        string[] parts = command.Name.Split('-', 2);
        return new XElement(
            Commands + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Words),
            new XAttribute(XNamespace.Xmlns + "command", Commands),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(
                Commands + "details",
                new XElement(Commands + "name", command.Name),
                new XElement(Commands + "verb", parts[0]),
                new XElement(Commands + "noun", parts[1]),
                Text("description", page.Section("SYNOPSIS").Paragraphs)),
            Text("description", page.Section("DESCRIPTION").Paragraphs),
            new XElement(Commands + "syntax", Sets(command).Select(set => Syntax(command, set, parameters))),
            new XElement(Commands + "parameters", parameters.Select(parameter => Parameter(parameter, parameter.ParameterSets.Values.First(), page))),
            new XElement(Commands + "inputTypes", Types("inputType", page.Section("INPUTS"))),
            new XElement(Commands + "returnValues", Types("returnValue", page.Section("OUTPUTS"))),
            new XElement(Words + "alertSet", new XElement(Words + "alert", Paragraphs(page.Section("NOTES").Paragraphs))),
            new XElement(Commands + "examples", page.Section("EXAMPLES").Sections.Select(Example)),
            new XElement(Commands + "relatedLinks", page.Section("RELATED LINKS").Paragraphs.SelectMany(text => text.Split(", ")).Select(link => new XElement(Words + "navigationLink", new XElement(Words + "linkText", link.Trim())))));
    }

    private static IEnumerable<string> Sets(CommandMetadata command)
    {
        string[] named = [.. command.Parameters.Values.SelectMany(parameter => parameter.ParameterSets.Keys).Where(name => name != ParameterAttribute.AllParameterSets).Distinct(StringComparer.Ordinal)];
        return named.Length > 0 ? named.OrderByDescending(name => name == command.DefaultParameterSetName) : [ParameterAttribute.AllParameterSets];
    }

    private static XElement Syntax(CommandMetadata command, string set, IEnumerable<ParameterMetadata> parameters) => new(
        Commands + "syntaxItem",
        new XElement(Words + "name", command.Name),
        from parameter in parameters
        let place = parameter.ParameterSets.GetValueOrDefault(set) ?? parameter.ParameterSets.GetValueOrDefault(ParameterAttribute.AllParameterSets)
        where place is not null
        orderby place.Position < 0 ? int.MaxValue : place.Position
        select Parameter(parameter, place, null));

    private static XElement Parameter(ParameterMetadata parameter, ParameterSetMetadata place, HelpPage? page) => new(
        Commands + "parameter",
        new XAttribute("required", place.IsMandatory ? "true" : "false"),
        new XAttribute("variableLength", parameter.ParameterType.IsArray ? "true" : "false"),
        new XAttribute("globbing", parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any() ? "true" : "false"),
        new XAttribute("pipelineInput", place switch
        {
            { ValueFromPipeline: true } => "true (ByValue)",
            { ValueFromPipelineByPropertyName: true } => "true (ByPropertyName)",
            _ => "false",
        }),
        new XAttribute("position", place.Position < 0 ? "named" : $"{place.Position + 1}"),
        new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
        new XElement(Words + "name", parameter.Name),
        page is null ? null : Text("description", page.Parameter(parameter.Name).Paragraphs),
        parameter.SwitchParameter ? null : new XElement(Commands + "parameterValue", new XAttribute("required", "true"), TypeName(parameter.ParameterType)),
        new XElement(Dev + "type", new XElement(Words + "name", TypeName(parameter.ParameterType))));

    private static XElement Example(HelpSection example) => new(
        Commands + "example",
        new XElement(Words + "title", $"---------- {example.Title} ----------"),
        new XElement(Dev + "code", string.Join(Environment.NewLine + Environment.NewLine, example.Code)),
        new XElement(Dev + "remarks", Paragraphs(example.Paragraphs)));

    private static IEnumerable<XElement> Types(string element, HelpSection section) =>
        section.Sections.Select(type => new XElement(Commands + element, new XElement(Dev + "type", new XElement(Words + "name", type.Title)), Text("description", type.Paragraphs)));

    private static XElement Text(string element, IEnumerable<string> paragraphs) => new(Words + element, Paragraphs(paragraphs));

    private static IEnumerable<XElement> Paragraphs(IEnumerable<string> paragraphs) => paragraphs.Select(text => new XElement(Words + "para", text));

    private static string TypeName(Type type)
    {
        Type named = Nullable.GetUnderlyingType(type) ?? type;
        return named.IsArray ? TypeName(named.GetElementType()!) + "[]" : named.Name;
    }
}
