using SysOps.Settings.Reading;

namespace SysOps.Settings.Sections;

/// <summary>Reads <c>database</c>.</summary>
internal static class DatabaseSection
{
    public static DatabaseSettings Read(SectionReader section)
    {
        SensitiveText? connection = section.Sensitive("connectionString");
        if (string.IsNullOrWhiteSpace(connection?.Template) && (connection is not null || !section.Has("connectionString")))
        {
            section.Error("connectionString", "Expected a connection string such as \"Host=localhost;Database=app;Username=app\" or \"Data Source=app.db\"; the setting is required here.");
        }

        var settings = new DatabaseSettings
        {
            Provider = section.Choice("provider", DatabaseProvider.PostgreSql),
            ConnectionString = connection ?? new SensitiveText(""),
            Password = section.Secret("password"),
            HealthQuery = section.Sensitive("healthQuery"),
            Thresholds = section.Section("thresholds") is { } thresholds ? ReadThresholds(thresholds) : new DatabaseThresholds(),
            RequiredChecks = section.Texts("requiredChecks"),
            QuickCheck = section.Choice("quickCheck", QuickCheckSchedule.Off),
            Timeout = section.Duration("timeout"),
            BaseFolder = section.Context.Folder,
        };
        ConnectionStringRule.WarnOfPassword(section, connection);
        section.Finish();
        return settings;
    }

    private static DatabaseThresholds ReadThresholds(SectionReader section)
    {
        var defaults = new DatabaseThresholds();
        var thresholds = new DatabaseThresholds
        {
            Connect = section.Seconds("connect", defaults.Connect),
            Query = section.Seconds("query", defaults.Query),
            Connections = section.Percent("connections", defaults.Connections),
            Disk = section.Percent("disk", defaults.Disk),
            Size = section.Bytes("size", defaults.Size),
            ReplicationLag = section.Seconds("replicationLag", defaults.ReplicationLag),
            RetainedWal = section.Bytes("retainedWal", defaults.RetainedWal),
            OldestTransaction = section.Seconds("oldestTransaction", defaults.OldestTransaction),
            PreparedTransaction = section.Seconds("preparedTransaction", defaults.PreparedTransaction),
            BlockedSessions = section.Count("blockedSessions", defaults.BlockedSessions),
            Wraparound = section.Percent("wraparound", defaults.Wraparound),
            Deadlocks = section.Count("deadlocks", defaults.Deadlocks),
        };
        section.Finish();
        return thresholds;
    }
}
