using System.Globalization;

namespace SysOps.Health.Caches;

/// <summary>The answer to INFO, by its names (https://redis.io/docs/latest/commands/info/).</summary>
public sealed class RedisInfo
{
    private readonly Dictionary<string, string> _values;

    private RedisInfo(Dictionary<string, string> values) => _values = values;

    public static RedisInfo Parse(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string line in text.Split('\n'))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && line[0] != '#')
            {
                values[line[..colon]] = line[(colon + 1)..].TrimEnd('\r');
            }
        }

        return new RedisInfo(values);
    }

    public string? Text(string name) => _values.GetValueOrDefault(name);

    public long? Number(string name) => long.TryParse(Text(name), CultureInfo.InvariantCulture, out long value) ? value : null;

    public double? Real(string name) => double.TryParse(Text(name), CultureInfo.InvariantCulture, out double value) ? value : null;
}
