namespace SysOps.Settings;

/// <summary>A secret that stands in the file as a text: in clear, or with references to the environment in it.</summary>
public sealed record TextSecret(SensitiveText Text) : SecretReference
{
    /// <inheritdoc />
    public override string ToString() => Redactor.Mask;
}
