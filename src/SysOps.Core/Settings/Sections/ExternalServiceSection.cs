using System.Globalization;
using System.Text.Json;
using SysOps.Settings.Reading;

namespace SysOps.Settings.Sections;

/// <summary>Reads one entry of <c>externalServices</c>.</summary>
internal static class ExternalServiceSection
{
    public static ExternalServiceSettings Read(SectionReader section)
    {
        var defaults = new ExternalServiceSettings { Name = "" };
        var settings = new ExternalServiceSettings
        {
            Name = section.RequiredText("name"),
            Kind = section.Choice("kind", ExternalServiceKind.Http),
            Url = section.Sensitive("url"),
            Method = section.Text("method")?.ToUpperInvariant() ?? defaults.Method,
            Headers = section.SensitiveTexts("headers"),
            ExpectStatus = ReadStatus(section),
            ExpectJson = [.. section.Sections("expectJson").Select(ReadExpectation)],
            FollowRedirects = section.Flag("followRedirects", otherwise: false),
            CertificateAuthority = section.Path("certificateAuthority"),
            Address = section.Text("address"),
            HostName = section.Text("hostName"),
            Latency = section.Seconds("latency", defaults.Latency),
            CertificateDays = section.Count("certificateDays", defaults.CertificateDays, above: false),
            Timeout = section.Duration("timeout"),
        };
        CheckKind(section, settings);
        section.Finish();
        return settings;
    }

    private static void CheckKind(SectionReader section, ExternalServiceSettings settings)
    {
        switch (settings.Kind)
        {
            case ExternalServiceKind.Http:
                UrlRule.Check(section, "url", settings.Url);
                break;
            case ExternalServiceKind.Tcp when !HostAndPort.TryParse(settings.Address, out _):
                section.Error("address", "Expected host:port, such as \"mail.example:25\" or \"[::1]:25\"; a Tcp service needs it.");
                break;
            case ExternalServiceKind.Dns when Uri.CheckHostName(settings.HostName) is UriHostNameType.Unknown:
                section.Error("hostName", "Expected the name of a host, such as \"db.example\"; a Dns service needs it.");
                break;
            default:
                break;
        }
    }

    private static List<int> ReadStatus(SectionReader section)
    {
        List<int> expected = [];
        foreach (SettingsNode item in section.Take("expectStatus", "a list of HTTP status codes such as [200]", JsonValueKind.Array)?.Items ?? [])
        {
            if (item.Kind is JsonValueKind.Number && int.TryParse(item.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int status) && status is >= 100 and <= 599)
            {
                expected.Add(status);
            }
            else
            {
                section.Error(item, "expectStatus", $"Expected an HTTP status code from 100 to 599, found {item.Text ?? item.Description}.");
            }
        }

        return expected;
    }

    private static JsonExpectation ReadExpectation(SectionReader section)
    {
        var expectation = new JsonExpectation { Path = section.RequiredText("path"), EqualTo = section.Text("equals"), Contains = section.Text("contains") };
        if (!JsonPath.TryParse(expectation.Path, out _) && section.Has("path"))
        {
            section.Error("path", "Expected a path such as \"data[0].id\" or \"models[*].name\".");
        }

        if (expectation.EqualTo is null == expectation.Contains is null)
        {
            section.Error("equals", "Expected either 'equals' or 'contains'.");
        }

        section.Finish();
        return expectation;
    }
}
