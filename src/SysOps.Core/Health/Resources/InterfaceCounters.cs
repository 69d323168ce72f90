namespace SysOps.Health.Resources;

/// <summary>What went through one interface since it came up.</summary>
public sealed record InterfaceCounters(string Name, long ReceivedBytes, long SentBytes, long Errors, long Drops);
