using System.Globalization;
using System.Text.Json;

namespace SysOps.Settings.Reading;

/// <summary>Reads limits: a single value is the warning, an object may name both, null turns them off. What is given replaces the default as a whole.</summary>
internal static class ThresholdReading
{
    private delegate bool Parser(SettingsNode node, out double value);

    public static Threshold Seconds(this SectionReader section, string key, Threshold otherwise) =>
        Read(section, key, otherwise, "a duration such as \"1s\" or \"500ms\"", above: true, static (SettingsNode node, out double value) =>
        {
            bool parsed = Duration.TryParse(node.Kind is JsonValueKind.String ? node.Text : null, out TimeSpan duration);
            value = duration.TotalSeconds;
            return parsed;
        });

    public static Threshold Bytes(this SectionReader section, string key, Threshold otherwise) =>
        Read(section, key, otherwise, "a size such as \"10GB\" or a number of bytes", above: true, static (SettingsNode node, out double value) =>
        {
            bool parsed = Size.TryParse(node.Text, out long bytes);
            value = bytes;
            return parsed;
        });

    public static Threshold Percent(this SectionReader section, string key, Threshold otherwise, bool above = true) =>
        Read(section, key, otherwise, "a share such as \"80%\"", above, static (SettingsNode node, out double value) => Share.TryParse(node.Text, out value));

    public static Threshold Count(this SectionReader section, string key, Threshold otherwise, bool above = true) =>
        Read(section, key, otherwise, "a number, zero or more", above, static (SettingsNode node, out double value) =>
        {
            value = 0;
            return node.Kind is JsonValueKind.Number && double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && value >= 0 && double.IsFinite(value);
        });

    private static Threshold Read(SectionReader section, string key, Threshold otherwise, string expected, bool above, Parser parse)
    {
        switch (section.TakeAny(key))
        {
            case null:
                return otherwise;
            case { Kind: JsonValueKind.Null }:
                return new Threshold();
            case { Kind: JsonValueKind.Object }:
                SectionReader limits = section.Section(key)!;
                double? warning = One(limits, "warning", expected, parse);
                double? critical = One(limits, "critical", expected, parse);
                limits.Finish();
                if (above ? warning > critical : warning < critical)
                {
                    limits.Error("critical", $"The critical limit must not be {(above ? "below" : "above")} the warning one.");
                }

                return new Threshold(warning, critical);
            case { Kind: JsonValueKind.String or JsonValueKind.Number }:
                return new Threshold(One(section, key, expected, parse));
            case { } other:
                section.Error(other, key, $"Expected {expected}, {{ \"warning\": …, \"critical\": … }} or null, found {other.Description}.");
                return otherwise;
        }
    }

    private static double? One(SectionReader section, string key, string expected, Parser parse)
    {
        SettingsNode? node = section.Take(key, expected, JsonValueKind.String, JsonValueKind.Number);
        if (node is null)
        {
            return null;
        }

        if (parse(node, out double value))
        {
            return value;
        }

        section.Error(node, key, $"Expected {expected}, found {(node.Kind is JsonValueKind.String ? $"\"{node.Text}\"" : node.Text)}.");
        return null;
    }
}
