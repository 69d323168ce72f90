using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Channels;

namespace SysOps.Backups.Databases.Dumping;

/// <summary>
/// Tells which files of a folder were written and closed, by inotify(7). What is told is a hint that lets a file be taken early: where there is no
/// inotify, or its queue overflows, files are missing here and are found in the folder at the end.
/// </summary>
internal sealed partial class ClosedFiles : IAsyncDisposable
{
    private const int CloseOnExec = 0x80000; // IN_CLOEXEC
    private const uint CloseWrite = 0x8; // IN_CLOSE_WRITE
    private const uint Ignored = 0x8000; // IN_IGNORED, which ends a watch
    private const int Interrupted = 4; // EINTR
    private const int HeaderSize = 16; // watch, mask, cookie, length of the name

    private readonly Channel<string> _names = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
    private readonly int _queue;
    private readonly int _watch;
    private readonly Task _reading;

    private ClosedFiles(int queue, int watch, string? problem)
    {
        _queue = queue;
        _watch = watch;
        Problem = problem;
        _reading = problem is null ? Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default) : Task.CompletedTask;
        if (problem is not null)
        {
            _names.Writer.Complete();
        }
    }

    /// <summary>Why nothing is told; null while all is well.</summary>
    public string? Problem { get; }

    /// <summary>The names in the order of their closing; ends after <see cref="StopAsync"/>.</summary>
    public ChannelReader<string> Names => _names.Reader;

    public static ClosedFiles Watch(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new ClosedFiles(-1, -1, "there is no inotify on this system");
        }

        int queue = Initialize(CloseOnExec);
        int watch = queue < 0 ? -1 : AddWatch(queue, folder, CloseWrite);
        string? problem = watch < 0 ? new Win32Exception(Marshal.GetLastPInvokeError()).Message : null;
        return new ClosedFiles(queue, watch, problem);
    }

    /// <summary>Ends the watch once all that happened before is told.</summary>
    public async Task StopAsync()
    {
        // Removing a watch puts a last event into its queue, which wakes the reader.
        _ = RemoveWatch(_queue, _watch);
        await _reading.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        if (_queue >= 0)
        {
            _ = Close(_queue);
        }
    }

    private void Read()
    {
        Span<byte> buffer = new byte[1 << 16];
        bool watching = true;
        while (watching)
        {
            nint read = ReadQueue(_queue, ref MemoryMarshal.GetReference(buffer), buffer.Length);
            watching = read > 0 ? Tell(buffer[..(int)read]) : Marshal.GetLastPInvokeError() == Interrupted;
        }

        _names.Writer.Complete();
    }

    private bool Tell(ReadOnlySpan<byte> events)
    {
        while (events.Length >= HeaderSize)
        {
            uint mask = MemoryMarshal.Read<uint>(events[4..]);
            int length = MemoryMarshal.Read<int>(events[12..]);
            if ((mask & Ignored) != 0)
            {
                return false;
            }

            if ((mask & CloseWrite) != 0)
            {
                _names.Writer.TryWrite(Encoding.UTF8.GetString(events.Slice(HeaderSize, length).TrimEnd((byte)0)));
            }

            events = events[(HeaderSize + length)..];
        }

        return true;
    }

    [LibraryImport("libc", EntryPoint = "inotify_init1", SetLastError = true)]
    private static partial int Initialize(int flags);

    [LibraryImport("libc", EntryPoint = "inotify_add_watch", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddWatch(int queue, string path, uint mask);

    [LibraryImport("libc", EntryPoint = "inotify_rm_watch", SetLastError = true)]
    private static partial int RemoveWatch(int queue, int watch);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadQueue(int queue, ref byte buffer, nint length);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
