namespace SysOps;

/// <summary>One error that SysOps can report: its stable id (noun + problem) and its kind. All of them stand in <see cref="ErrorCatalogue"/>.</summary>
public sealed record ErrorId(string Name, ErrorKind Kind)
{
    /// <inheritdoc />
    public override string ToString() => Name;
}
