using SysOps.Settings.Reading;

namespace SysOps.Settings.Sections;

/// <summary>What a URL must be, as far as it can be told before its references are resolved.</summary>
internal static class UrlRule
{
    public static void Check(SectionReader section, string key, SensitiveText? url)
    {
        if (url is null)
        {
            if (!section.Has(key))
            {
                section.Error(key, "Expected a URL such as \"https://llm.example/v1/models\"; an Http service needs it.");
            }

            return;
        }

        string sample = EnvironmentReferences.Replace(url.Template, static _ => "reference");
        bool unknown = url.Template.StartsWith("${", StringComparison.Ordinal);
        if (!unknown && !(Uri.TryCreate(sample, UriKind.Absolute, out Uri? parsed) && parsed.Scheme is "http" or "https"))
        {
            section.Error(key, "Expected an absolute URL that starts with http:// or https://.");
        }
    }
}
