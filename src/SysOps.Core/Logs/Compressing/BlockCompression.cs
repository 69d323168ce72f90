using System.Collections.Concurrent;
using System.Security.Cryptography;
using SysOps.Files.Native;

namespace SysOps.Logs.Compressing;

/// <summary>Compresses blocks on all processors and writes them in order.</summary>
internal sealed class BlockCompression(int blockSize, Func<IBlockCoder> newCoder) : ILogCompression
{
    private const int MostWorkers = 12;

    private static readonly int Workers = Math.Min(Environment.ProcessorCount, MostWorkers);

    public void Run(NativeFile source, string path, NativeFile target, CancellationToken cancellationToken)
    {
        ConcurrentBag<IBlockCoder> coders = [];
        ConcurrentBag<byte[]> buffers = [];
        Queue<Task<Block>> running = new();
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long read = 0;
        long written = 0;
        try
        {
            int length;
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                byte[] buffer = buffers.TryTake(out byte[]? used) ? used : GC.AllocateUninitializedArray<byte>(blockSize);
                length = source.Read(buffer, read);
                read += length;
                if (length > 0 || read == 0)
                {
                    int size = length;
                    running.Enqueue(Task.Run(() => Encode(buffer, size), CancellationToken.None));
                }

                if (running.Count > Workers + 1)
                {
                    Write(running.Dequeue());
                }
            }
            while (length == blockSize);

            while (running.TryDequeue(out Task<Block>? block))
            {
                Write(block);
            }
        }
        finally
        {
            // Only after a failure are any left; that one is told.
            foreach (Task<Block> task in running)
            {
                Task.WhenAny(task).Wait(CancellationToken.None);
                if (task.IsCompletedSuccessfully)
                {
                    task.Result.Coder.Dispose();
                }
            }

            foreach (IBlockCoder coder in coders)
            {
                coder.Dispose();
            }
        }

        RequireOnDisk(target, written, hash.GetHashAndReset());

        Block Encode(byte[] buffer, int size)
        {
            IBlockCoder coder = coders.TryTake(out IBlockCoder? idle) ? idle : newCoder();
            bool isEncoded = false;
            try
            {
                ReadOnlyMemory<byte> content = coder.Encode(buffer.AsMemory(0, size));
                isEncoded = true;
                return new Block(coder, content, buffer);
            }
            finally
            {
                if (!isEncoded)
                {
                    coder.Dispose();
                }
            }
        }

        void Write(Task<Block> task)
        {
            Block block = task.GetAwaiter().GetResult();
            target.Write(block.Content.Span, written);
            hash.AppendData(block.Content.Span);
            written += block.Content.Length;
            coders.Add(block.Coder);
            buffers.Add(block.Buffer);
        }
    }

    // What the file holds, and not what was to be written to it.
    private static void RequireOnDisk(NativeFile target, long length, byte[] expected)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1024 * 1024];
        long at = 0;
        while (target.Read(buffer, at) is > 0 and int read)
        {
            hash.AppendData(buffer, 0, read);
            at += read;
        }

        if (at != length || !hash.GetHashAndReset().AsSpan().SequenceEqual(expected))
        {
            throw new IOException("The compressed file does not hold what was written to it.");
        }
    }

    private sealed record Block(IBlockCoder Coder, ReadOnlyMemory<byte> Content, byte[] Buffer);
}
