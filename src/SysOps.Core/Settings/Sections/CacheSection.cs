using SysOps.Settings.Reading;

namespace SysOps.Settings.Sections;

/// <summary>Reads <c>cache</c>.</summary>
internal static class CacheSection
{
    public static CacheSettings Read(SectionReader section)
    {
        SensitiveText? connection = section.Sensitive("connectionString");
        if (string.IsNullOrWhiteSpace(connection?.Template) && (connection is not null || !section.Has("connectionString")))
        {
            section.Error("connectionString", "Expected the address of a Redis server such as \"localhost:6379\"; the setting is required here.");
        }

        var settings = new CacheSettings
        {
            ConnectionString = connection ?? new SensitiveText(""),
            Password = section.Secret("password"),
            KeyPrefix = section.Text("keyPrefix") ?? "",
            WriteProbe = section.Flag("writeProbe", otherwise: true),
            Thresholds = section.Section("thresholds") is { } thresholds ? ReadThresholds(thresholds) : new CacheThresholds(),
            RequiredChecks = section.Texts("requiredChecks"),
            Timeout = section.Duration("timeout"),
        };
        ConnectionStringRule.WarnOfPassword(section, connection);
        section.Finish();
        return settings;
    }

    private static CacheThresholds ReadThresholds(SectionReader section)
    {
        var defaults = new CacheThresholds();
        var thresholds = new CacheThresholds
        {
            Ping = section.Seconds("ping", defaults.Ping),
            RoundTrip = section.Seconds("roundTrip", defaults.RoundTrip),
            Memory = section.Percent("memory", defaults.Memory),
            Clients = section.Percent("clients", defaults.Clients),
            Fragmentation = section.Count("fragmentation", defaults.Fragmentation),
            HitRate = section.Percent("hitRate", defaults.HitRate, above: false),
            ReplicationLag = section.Seconds("replicationLag", defaults.ReplicationLag),
        };
        section.Finish();
        return thresholds;
    }
}
