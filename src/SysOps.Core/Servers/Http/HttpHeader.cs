namespace SysOps.Servers.Http;

/// <summary>A header as it is sent.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, resolved.</param>
/// <param name="IsSecret">Whether no other host may see it.</param>
internal sealed record HttpHeader(string Name, string Value, bool IsSecret)
{
    /// <inheritdoc />
    public override string ToString() => IsSecret ? $"{Name}: {Settings.Redactor.Mask}" : $"{Name}: {Value}";
}
