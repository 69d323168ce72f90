namespace SysOps.Settings.Binding;

/// <summary>Binds <c>database.thresholds</c>.</summary>
internal static class DatabaseThresholdsBinder
{
    public static DatabaseThresholds Bind(Section section)
    {
        DatabaseThresholds defaults = new();
        return new DatabaseThresholds
        {
            Connect = section.Read("connect", Thresholds.OfTime, defaults.Connect),
            Query = section.Read("query", Thresholds.OfTime, defaults.Query),
            Connections = section.Read("connections", Thresholds.OfShare, defaults.Connections),
            Disk = section.Read("disk", Thresholds.OfShare, defaults.Disk),
            Size = section.Read("size", Thresholds.OfSize, defaults.Size),
            ReplicationLag = section.Read("replicationLag", Thresholds.OfTime, defaults.ReplicationLag),
            RetainedWal = section.Read("retainedWal", Thresholds.OfSize, defaults.RetainedWal),
            OldestTransaction = section.Read("oldestTransaction", Thresholds.OfTime, defaults.OldestTransaction),
            PreparedTransaction = section.Read("preparedTransaction", Thresholds.OfTime, defaults.PreparedTransaction),
            BlockedSessions = section.Read("blockedSessions", Thresholds.OfCount, defaults.BlockedSessions),
            Wraparound = section.Read("wraparound", Thresholds.OfShare, defaults.Wraparound),
            Deadlocks = section.Read("deadlocks", Thresholds.OfCount, defaults.Deadlocks),
        };
    }
}
