using SysOps.Files.Native;

namespace SysOps.Logs.Compressing;

/// <summary>A way to compress a log.</summary>
internal interface ILogCompression
{
    /// <summary>Compresses all that is in the source.</summary>
    /// <param name="source">Open for reading.</param>
    /// <param name="path">Full path of the source, for a program that asks for it.</param>
    /// <param name="target">Empty, open for writing.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">It failed; the target is of no use.</exception>
    void Run(NativeFile source, string path, NativeFile target, CancellationToken cancellationToken);
}
