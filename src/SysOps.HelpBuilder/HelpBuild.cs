using System.Management.Automation;
using System.Reflection;
using System.Text;
using System.Xml.Linq;

namespace SysOps.HelpBuilder;

/// <summary>Makes MAML of the cmdlets' pages and text of the about topics. What a cmdlet takes is read from the cmdlet: help cannot lie about it.</summary>
internal static class HelpBuild
{
    public static void Run(string assemblyPath, string source, string target)
    {
        Directory.CreateDirectory(target);
        IEnumerable<Type> cmdlets = Assembly.LoadFrom(Path.GetFullPath(assemblyPath)).GetExportedTypes().Where(type => type.GetCustomAttribute<CmdletAttribute>() is not null);
        var root = new XElement("helpItems", new XAttribute("schema", "maml"), cmdlets.Select(CommandMetadataOf).OrderBy(command => command.Name, StringComparer.Ordinal).Select(command => Build(command, source)));
        new XDocument(root).Save(Path.Combine(target, Path.GetFileName(assemblyPath) + "-Help.xml"));
        foreach (string topic in Directory.EnumerateFiles(source, "about_*.md"))
        {
            File.WriteAllText(Path.Combine(target, Path.GetFileNameWithoutExtension(topic) + ".help.txt"), AboutTopic.Text(File.ReadAllText(topic)), Encoding.UTF8);
        }
    }

    private static CommandMetadata CommandMetadataOf(Type cmdlet) => new(cmdlet);

    private static XElement Build(CommandMetadata command, string source)
    {
        string file = Path.Combine(source, command.Name + ".md");
        return File.Exists(file) ? Maml.Command(command, HelpPage.Read(file)) : throw new HelpException(file, 1, $"{command.Name} has no page.");
    }
}
