namespace SysOps.Backups.Repositories;

/// <summary>What the notes of a backup's tests say together: the strongest since the last one that failed counts.</summary>
internal sealed record VerificationState
{
    private const double All = 100;

    private VerificationState()
    {
    }

    /// <summary>When it was last verified that way; null when it never was, or has failed since.</summary>
    public DateTimeOffset? Verified { get; private init; }

    public VerificationMethod? Method { get; private init; }

    /// <summary>When the last test failed; null when it passed, or there was none.</summary>
    public DateTimeOffset? Failed { get; private init; }

    /// <param name="verifications">The oldest first, as they are noted.</param>
    public static VerificationState Of(IReadOnlyList<BackupVerification> verifications)
    {
        BackupVerification[] passed = [.. verifications.Reverse().TakeWhile(one => one.Passed)];
        BackupVerification? strongest = passed.MaxBy(MethodOf);
        return new VerificationState
        {
            Verified = strongest?.Time,
            Method = strongest is null ? null : MethodOf(strongest),
            Failed = passed.Length == 0 && verifications is [.., var last] ? last.Time : null,
        };
    }

    private static VerificationMethod MethodOf(BackupVerification verification) =>
        verification.Drill ? VerificationMethod.Drill : verification.SamplePercent >= All ? VerificationMethod.Full : VerificationMethod.Sample;
}
