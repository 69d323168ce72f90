using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Writing;
using SysOps.Core.Tests.Backups.Archives.Support;

namespace SysOps.Core.Tests.Backups.Archives;

/// <summary>What is held in memory does not grow with the archive.</summary>
[Collection(nameof(AloneCollection))]
public sealed class MemoryTests : IDisposable
{
    private const long Length = 1024L * 1024 * 1024;

    // Beyond what is there before: other tests have left something.
    private const long Most = 200L * 1024 * 1024;

    private readonly TreeLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task A_large_file_and_a_long_index_are_written_and_read_within_the_same_memory()
    {
        const int Files = 50_000;
        long before = GC.GetTotalMemory(forceFullCollection: true);
        CountingStream content = new(Length);
        await using (FileStream archive = File.Create(_lab.ArchivePath))
        await using (FileStream index = File.Create(_lab.IndexPath))
        {
            ArchiveWriter writer = new(archive, index, new ArchiveOptions { BackupId = TreeLab.BackupId, Workers = 2 }, TestContext.Current.CancellationToken);
            await using (writer)
            {
                await writer.AddFileAsync("large", content, Length, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);
                for (int file = 0; file < Files; file++)
                {
                    await writer.AddFileAsync($"some longer name of a folder/{file}", Stream.Null, 0, DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);
                }

                Assert.Equal(Files + 1, (await writer.CompleteAsync()).Entries);
            }
        }

        Assert.InRange(content.MostMemory - before, 1, Most);
        using ArchiveBytes bytes = ArchiveBytes.Open(_lab.IndexPath);
        using IndexReader reader = new(bytes);
        Assert.InRange(reader.Entries().Chunk(1000).Max(_ => GC.GetTotalMemory(forceFullCollection: false)) - before, long.MinValue, Most);
        Assert.Equal(Files + 1, reader.Count);
    }

    /// <summary>Gives zeros, and sees how much memory is in use meanwhile.</summary>
    private sealed class CountingStream(long length) : MemoryStream
    {
        private long _left = length;

        public long MostMemory { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            MostMemory = Math.Max(MostMemory, GC.GetTotalMemory(forceFullCollection: false));
            int step = (int)Math.Min(buffer.Length, _left);
            buffer[..step].Clear();
            _left -= step;
            return step;
        }
    }
}
