namespace SysOps.Files;

/// <summary>Many names in one piece of memory: a folder may hold a million.</summary>
public sealed class NameList
{
    private byte[] _bytes = [];
    private int _used;
    private (int Start, int Length, FileKind? Kind)[] _names = [];

    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int index] => _bytes.AsSpan(_names[index].Start, _names[index].Length);

    /// <summary>What the listing said that it is; null when the file system did not tell.</summary>
    public FileKind? KindOf(int index) => _names[index].Kind;

    public void Add(ReadOnlySpan<byte> name, FileKind? kind = null)
    {
        if (_used + name.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_used + name.Length, Math.Max(256, _bytes.Length * 2)));
        }

        if (Count == _names.Length)
        {
            Array.Resize(ref _names, Math.Max(16, Count * 2));
        }

        name.CopyTo(_bytes.AsSpan(_used));
        _names[Count++] = (_used, name.Length, kind);
        _used += name.Length;
    }

    /// <summary>Puts them in the order of their bytes.</summary>
    public void Sort() => Array.Sort(_names, 0, Count, Comparer<(int Start, int Length, FileKind? Kind)>.Create(Compare));

    private int Compare((int Start, int Length, FileKind? Kind) one, (int Start, int Length, FileKind? Kind) other) =>
        _bytes.AsSpan(one.Start, one.Length).SequenceCompareTo(_bytes.AsSpan(other.Start, other.Length));
}
