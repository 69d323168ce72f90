using System.Text.RegularExpressions;
using SysOps.Testing;

namespace SysOps.Core.Tests;

public sealed partial class ErrorDocumentationTests
{
    [Fact]
    public void Every_error_id_is_explained_with_its_kind_and_nothing_else_is()
    {
        string topic = File.ReadAllText(Path.Combine(Repository.Root, "module", "docs", "en-US", "about_SysOps_Errors.md"));

        string[] documented = [.. Heading().Matches(topic).Select(match => $"{match.Groups["id"].Value} ({match.Groups["kind"].Value})").Order(StringComparer.Ordinal)];

        Assert.Equal(ErrorCatalogue.All.Select(id => $"{id.Name} ({id.Kind})").Order(StringComparer.Ordinal), documented);
    }

    [Fact]
    public void Every_error_id_is_used_somewhere()
    {
        string source = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText));

        Assert.All(ErrorCatalogue.All, id => Assert.Contains($"ErrorCatalogue.{id.Name}", source, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^### (?<id>\w+) \((?<kind>\w+)\)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();
}
