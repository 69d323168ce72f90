namespace SysOps.Settings;

/// <summary>
/// A text of the configuration that may hold references such as <c>${env:NAME}</c> and secrets: a connection string,
/// a URL, a header. It is resolved when it is used, so that one missing variable breaks one component only.
/// </summary>
public sealed record SensitiveText
{
    /// <param name="template">The text as it stands in the file, references included.</param>
    public SensitiveText(string template) => Template = template;

    /// <summary>A text that is one secret as a whole.</summary>
    public SensitiveText(SecretReference secret)
    {
        Template = "";
        Secret = secret;
    }

    public string Template { get; }

    public SecretReference? Secret { get; }

    /// <summary>Whether there is a reference in it, and so a value that nobody may see.</summary>
    public bool HoldsSecret => Secret is not null || EnvironmentReferences.NamesIn(Template).Any();

    /// <inheritdoc />
    public override string ToString() => Secret is null ? Redactor.MaskConnectionString(Template) : Redactor.Mask;
}
