namespace SysOps.Core.Tests.Backups;

/// <summary>A file of which what was written after the last sync may be lost from any place on.</summary>
internal sealed class ModelFile : ModelEntry
{
    public List<byte> Content { get; } = [];

    public int SafeLength { get; set; }

    public override void Write(string path, Func<int, int> choose) =>
        File.WriteAllBytes(path, [.. Content.Take(SafeLength + choose(Content.Count - SafeLength + 1))]);
}
