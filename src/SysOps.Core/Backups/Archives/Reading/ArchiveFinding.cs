using SysOps.Files;

namespace SysOps.Backups.Archives.Reading;

/// <summary>Something wrong with an archive or its index.</summary>
/// <param name="Path">Of the entry; null when it is not about one.</param>
/// <param name="Text">What is wrong, as a sentence.</param>
public sealed record ArchiveFinding(PathBytes? Path, string Text)
{
    /// <inheritdoc />
    public override string ToString() => Path is null ? Text : $"{Path}: {Text}";
}
