using ZstdNet;

namespace SysOps.Files;

/// <summary>Makes independent zstd frames that tell their content's size and checksum. One thread at a time.</summary>
internal sealed class FrameCompressor : IDisposable
{
    private readonly CompressionOptions _options;
    private readonly Compressor _compressor;

    public FrameCompressor(int level)
    {
        Dictionary<ZSTD_cParameter, int> parameters = new() { [ZSTD_cParameter.ZSTD_c_checksumFlag] = 1, [ZSTD_cParameter.ZSTD_c_contentSizeFlag] = 1 };
        _options = new CompressionOptions(null, parameters, level);
        _compressor = new Compressor(_options);
    }

    /// <summary>The most bytes that a content of this length can become.</summary>
    public static int Bound(int length) => Compressor.GetCompressBound(length);

    public int Compress(ReadOnlySpan<byte> content, Span<byte> frame) => _compressor.Wrap(content, frame);

    public void Dispose()
    {
        _compressor.Dispose();
        _options.Dispose();
    }
}
