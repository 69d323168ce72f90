namespace SysOps.Files.Native;

/// <summary>A pattern of one name as the shell and glob(3) read it: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[[:digit:]]</c>, <c>\*</c>; a dot at the beginning only by a dot.</summary>
public sealed class NamePattern
{
    private const int LeadingPeriod = 4; // FNM_PERIOD

    private readonly byte[] _pattern;

    public NamePattern(string pattern) => _pattern = [.. PathText.Bytes(pattern), 0];

    /// <summary>Whether it has a character that stands for others.</summary>
    public static bool IsPattern(ReadOnlySpan<char> text) => text.IndexOfAny("*?[") >= 0;

    public bool Matches(ReadOnlySpan<byte> name) => LinuxCalls.MatchName(_pattern, NativeFolder.Terminated(name), LeadingPeriod) == 0;

    public bool Matches(string name) => Matches(PathText.Bytes(name));
}
