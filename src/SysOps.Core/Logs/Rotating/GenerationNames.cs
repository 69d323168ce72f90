using SysOps.Logs.Rules;

namespace SysOps.Logs.Rotating;

/// <summary>What the rotated generations of one log are called.</summary>
internal sealed class GenerationNames
{
    private readonly LogRule _rule;
    private readonly string _stem;
    private readonly string _extension;

    /// <param name="rule">How they are called.</param>
    /// <param name="log">The name of the log.</param>
    public GenerationNames(LogRule rule, string log)
    {
        _rule = rule;
        (_stem, _extension) = (log, "");
        if (rule.Naming.AddedExtension is { } added)
        {
            (_stem, _extension) = (Without(_stem, added), added);
        }

        if (rule.Naming.Extension is { } own && _stem.EndsWith(own, StringComparison.Ordinal))
        {
            (_stem, _extension) = (Without(_stem, own), own);
        }
    }

    /// <summary>What compression puts behind a name; empty when the rule has none.</summary>
    public string Compressed => _rule.Compression.IsOn ? _rule.Compression.Extension : "";

    /// <summary>What all of them begin with.</summary>
    public string Stem => _stem;

    public string Numbered(int number) => $"{_stem}.{number}{_extension}";

    public string Dated(string stamp) => $"{_stem}{stamp}{_extension}";

    /// <summary>What stands where a number or a date would; null when the name is none of these.</summary>
    /// <param name="name">The name of a file.</param>
    /// <param name="ending">Behind the extension.</param>
    public string? MiddleOf(string name, string ending)
    {
        string tail = _extension + ending;
        return name.Length > _stem.Length + tail.Length && name.StartsWith(_stem, StringComparison.Ordinal) && name.EndsWith(tail, StringComparison.Ordinal)
            ? name[_stem.Length..^tail.Length]
            : null;
    }

    private static string Without(string name, string ending) => name.EndsWith(ending, StringComparison.Ordinal) ? name[..^ending.Length] : name;
}
