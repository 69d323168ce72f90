namespace SysOps.Files;

/// <summary>One extended attribute: its name with the name space (<c>user.x</c>), and its value, both any bytes.</summary>
public sealed record ExtendedAttribute(ReadOnlyMemory<byte> Name, ReadOnlyMemory<byte> Value)
{
    /// <inheritdoc />
    public bool Equals(ExtendedAttribute? other) => other is not null && Name.Span.SequenceEqual(other.Name.Span) && Value.Span.SequenceEqual(other.Value.Span);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Name.Length, Value.Length);

    /// <summary>Its name, for messages.</summary>
    public override string ToString() => PathDisplay.Of(Name.Span);
}
