using System.Collections;
using System.Management.Automation.Language;

namespace SysOps.Shell.Running;

/// <summary>Where the module is: packed beside the shell, or in the checkout that the shell was built in.</summary>
internal static class ModuleLocation
{
    private static readonly Lazy<HashSet<string>> Cmdlets = new(static () => new HashSet<string>(ReadCmdlets(), StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether the manifest says that the module has a cmdlet of this name. It is read when a name with a dash is asked for first.</summary>
    public static bool Exports(string name) => name.Contains('-', StringComparison.Ordinal) && Cmdlets.Value.Contains(name);

    /// <summary>The manifest's full path; null when there is no module to be found.</summary>
    public static string? Manifest()
    {
        for (string? folder = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string manifest = Path.Combine(folder, "SysOps.psd1");
            if (File.Exists(manifest) && File.Exists(Path.Combine(folder, "module", "bin", "SysOps.dll")))
            {
                return manifest;
            }
        }

        return null;
    }

    private static IEnumerable<string> ReadCmdlets()
    {
        if (Manifest() is not { } manifest)
        {
            return [];
        }

        var data = (HashtableAst?)Parser.ParseFile(manifest, out _, out _).Find(static node => node is HashtableAst, searchNestedScriptBlocks: false);
        return data?.SafeGetValue() is Hashtable values && values["CmdletsToExport"] is object[] cmdlets ? cmdlets.Cast<string>() : [];
    }
}
