using System.Text.RegularExpressions;
using SysOps.Testing;

namespace SysOps.Core.Tests;

/// <summary>The layers of the domain: each may use only those to its left.</summary>
public sealed partial class LayerTests
{
    private static readonly string[][] Layers = [["Files"], ["Settings"], ["Servers", "Auditing"], ["Health"], ["Backups", "Logs", "Services", "Configuration"], ["Monitoring"]];

    [Fact]
    public void No_layer_uses_one_to_its_right_or_beside_it()
    {
        string core = Path.Combine(Repository.Root, "src", "SysOps.Core");
        string[] files = [.. Directory.EnumerateFiles(core, "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains("/obj/", StringComparison.Ordinal))];
        Assert.True(files.Length > 50);

        Assert.All(files, file =>
        {
            string folder = Path.GetRelativePath(core, file).Split('/')[0];
            int own = LayerOf(folder);
            foreach (string used in Use().Matches(File.ReadAllText(file)).Select(match => match.Groups["layer"].Value).Where(used => used != folder && LayerOf(used) >= 0))
            {
                Assert.True(own >= 0 && LayerOf(used) < own, $"{Path.GetRelativePath(core, file)} uses {used}.");
            }
        });
    }

    [Fact]
    public void The_domain_knows_no_powershell_and_no_console()
    {
        string core = Path.Combine(Repository.Root, "src", "SysOps.Core");

        Assert.All(
            Directory.EnumerateFiles(core, "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains("/obj/", StringComparison.Ordinal)),
            file => Assert.DoesNotMatch(@"System\.Management\.Automation|\bConsole\.|ErrorRecord", File.ReadAllText(file)));
    }

    private static int LayerOf(string folder) => Array.FindIndex(Layers, layer => layer.Contains(folder, StringComparer.Ordinal));

    [GeneratedRegex(@"^using SysOps\.(?<layer>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Use();
}
