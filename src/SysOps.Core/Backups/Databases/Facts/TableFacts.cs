namespace SysOps.Backups.Databases.Facts;

/// <summary>What a table held when it was dumped.</summary>
public sealed record TableFacts
{
    public required string Schema { get; init; }

    public required string Name { get; init; }

    /// <summary>Its data file in the dump.</summary>
    public required string File { get; init; }

    /// <summary>Those that were dumped (not the generated ones), sorted by their UTF-16 code units.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>WHERE …, of an extension's table of which only a part is dumped.</summary>
    public string? Filter { get; init; }

    public required long Rows { get; init; }

    /// <summary>The XxHash128 of every COPY line with its fields in the order of <see cref="Columns"/>, added modulo 2^128: 32 hexadecimal digits.</summary>
    public required string Sum { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Schema}.{Name}";
}
