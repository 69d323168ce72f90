namespace SysOps.Core.Tests.Logs.Rotating;

/// <summary>One moment, in the zone of this machine.</summary>
internal sealed class FixedTime(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now.ToUniversalTime();
}
