namespace SysOps.Logs.Compressing;

/// <summary>Compresses blocks that can be put one after another. One thread at a time.</summary>
internal interface IBlockCoder : IDisposable
{
    /// <summary>Compresses a block, and makes sure that it comes out again as it went in.</summary>
    /// <exception cref="InvalidDataException">It does not.</exception>
    ReadOnlyMemory<byte> Encode(ReadOnlyMemory<byte> block);
}
