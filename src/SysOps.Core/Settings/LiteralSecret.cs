namespace SysOps.Settings;

/// <summary>A secret that stands in the file in clear.</summary>
public sealed record LiteralSecret : SecretReference
{
    private readonly string _value;

    public LiteralSecret(string value) => _value = value;

    /// <summary>The secret itself: for the one who resolves it only.</summary>
    public string Reveal() => _value;

    /// <inheritdoc />
    public override string ToString() => Redactor.Mask;
}
