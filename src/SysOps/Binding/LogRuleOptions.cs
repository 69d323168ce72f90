using SysOps.Logs.Rules;

namespace SysOps.Binding;

/// <summary>What a command line says of a rotation.</summary>
internal sealed record LogRuleOptions
{
    private const long UsualSize = 100L * 1024 * 1024;

    public long? MinimumSize { get; init; }

    public LogSchedule? Schedule { get; init; }

    public TimeSpan? Interval { get; init; }

    public int Keep { get; init; }

    public LogCompressionMethod Compression { get; init; }

    public bool CopyTruncate { get; init; }

    /// <summary>Full path.</summary>
    public string? PidFile { get; init; }

    public string? Unit { get; init; }

    /// <exception cref="SysOpsException">LogRulesInvalid.</exception>
    public LogRule ToRule() => new()
    {
        Due = Due(),
        Naming = new NamingRule { Keep = Keep },
        Method = CopyTruncate ? RotationMethod.CopyTruncate : RotationMethod.Rename,
        NewLog = new FileOwnership(),
        Compression = Compression switch
        {
            LogCompressionMethod.None => new CompressionRule(),
            LogCompressionMethod.Zstd => new CompressionRule { IsOn = true, Program = "zstd", UncompressProgram = "unzstd", Extension = ".zst" },
            _ => new CompressionRule { IsOn = true },
        },
        Reopen = new ReopenRule { PidFile = PidFile, Unit = Unit },
    };

    private DueRule Due()
    {
        if (Schedule is not null && Interval is not null)
        {
            throw new SysOpsException(ErrorCatalogue.LogRulesInvalid, "-Schedule and -Interval both say how often logs are rotated.", "Give one of them.", nameof(Interval));
        }

        if (Interval is { } interval)
        {
            return interval >= TimeSpan.FromMinutes(1)
                ? new DueRule { Schedule = RotationSchedule.Minutes, Minutes = (int)Math.Min(int.MaxValue, interval.TotalMinutes) - 1, MinimumSize = MinimumSize ?? 0 }
                : throw new SysOpsException(ErrorCatalogue.LogRulesInvalid, "-Interval is shorter than a minute.", "Give a minute or more.", nameof(Interval));
        }

        return Schedule is { } schedule
            ? new DueRule { Schedule = (RotationSchedule)schedule, MinimumSize = MinimumSize ?? 0 }
            : new DueRule { Schedule = RotationSchedule.Size, Size = MinimumSize ?? UsualSize };
    }
}
