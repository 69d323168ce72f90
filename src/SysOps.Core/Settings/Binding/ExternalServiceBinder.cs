using System.Diagnostics.CodeAnalysis;

namespace SysOps.Settings.Binding;

/// <summary>Binds one entry of <c>externalServices</c>.</summary>
internal static class ExternalServiceBinder
{
    private static readonly string[] HttpKeys = ["url", "method", "headers", "expectStatus", "expectJson", "followRedirects", "certificateAuthority", "certificateDays"];
    private static readonly string[] KindKeys = [.. HttpKeys, "address", "hostName"];

    public static bool TryRead(Setting setting, [MaybeNullWhen(false)] out ExternalServiceSettings value)
    {
        value = setting.Bind(Bind);
        return value is not null;
    }

    private static ExternalServiceSettings Bind(Section section)
    {
        ExternalServiceSettings defaults = new() { Name = "" };
        ExternalServiceKind kind = section.Read("kind", Choices.TryRead, defaults.Kind);
        CheckKeysOf(kind, section);
        return defaults with
        {
            Name = section.Require("name", ComponentNames.TryRead, defaults.Name),
            Kind = kind,
            Url = section.Read<SensitiveText>("url", SensitiveTexts.TryReadUrl),
            Method = section.Read("method", HttpTexts.TryReadMethod, defaults.Method),
            Headers = section.ReadSection("headers", HeadersBinder.Bind) ?? defaults.Headers,
            ExpectStatus = section.ReadList<int>("expectStatus", Numbers.TryReadHttpStatus),
            ExpectJson = section.ReadList<JsonExpectation>("expectJson", JsonExpectationBinder.TryRead),
            FollowRedirects = section.Read("followRedirects", Booleans.TryRead, defaults.FollowRedirects),
            CertificateAuthority = section.Read<string>("certificateAuthority", Paths.TryRead),
            Address = section.Read<string>("address", Addresses.TryRead),
            HostName = section.Read<string>("hostName", Addresses.TryReadHostName),
            Latency = section.Read("latency", Thresholds.OfTime, defaults.Latency),
            CertificateDays = section.Read("certificateDays", Thresholds.OfLowCount, defaults.CertificateDays),
            Timeout = section.ReadValue<TimeSpan>("timeout", Durations.TryReadPositive),
        };
    }

    private static void CheckKeysOf(ExternalServiceKind kind, Section section)
    {
        string[] own = kind switch
        {
            ExternalServiceKind.Tcp => ["address"],
            ExternalServiceKind.Dns => ["hostName"],
            _ => HttpKeys,
        };
        Kinds.Require(section, kind, own[0]);
        Kinds.WarnUnused(section, kind, KindKeys.Except(own));
    }
}
