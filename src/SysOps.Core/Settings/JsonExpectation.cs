namespace SysOps.Settings;

/// <summary>What a JSON answer must hold: the value at a path such as <c>data[0].id</c> equals or contains a text.</summary>
public sealed record JsonExpectation
{
    public required string Path { get; init; }

    public string? EqualTo { get; init; }

    public string? Contains { get; init; }
}
