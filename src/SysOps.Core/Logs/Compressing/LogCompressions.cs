using System.Globalization;
using SysOps.Logs.Rules;

namespace SysOps.Logs.Compressing;

/// <summary>Which way a rule's compression goes: gzip and zstd are done here, on all processors; any other program is run.</summary>
internal static class LogCompressions
{
    private const int UsualGzip = 6;
    private const int UsualZstd = 3;

    /// <summary>Whether it needs a program of its own, which would run with the rights of this process.</summary>
    public static bool NeedsProgram(CompressionRule rule) => Coder(rule) is null;

    public static ILogCompression Of(CompressionRule rule) => Coder(rule) is { } own ? own : new ProgramCompression(rule.Program, rule.Options);

    private static BlockCompression? Coder(CompressionRule rule) => Path.GetFileName(rule.Program) switch
    {
        "gzip" or "pigz" when Level(rule.Options, UsualGzip, most: 9) is { } level => new BlockCompression(GzipCoder.BlockSize, () => new GzipCoder(level)),
        "zstd" or "pzstd" when Level(rule.Options, UsualZstd, most: 19) is { } level => new BlockCompression(ZstdCoder.BlockSize, () => new ZstdCoder(level)),
        _ => null,
    };

    // Null for options that mean more than a level.
    private static int? Level(IReadOnlyList<string> options, int usual, int most)
    {
        int level = usual;
        foreach (string option in options)
        {
            if (option is "--fast" or "--best")
            {
                level = option == "--fast" ? 1 : 9;
            }
            else if (option.StartsWith('-') && int.TryParse(option.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int given) && given >= 1 && given <= most)
            {
                level = given;
            }
            else if (option is not ("-q" or "-c" or "-f" or "-T0" or "--stdout" or "--quiet"))
            {
                return null;
            }
        }

        return level;
    }
}
