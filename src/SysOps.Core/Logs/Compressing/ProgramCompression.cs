using System.Diagnostics;
using SysOps.Files.Native;

namespace SysOps.Logs.Compressing;

/// <summary>A program that the configuration names: it gets the log on its standard input and writes the compressed one.</summary>
internal sealed class ProgramCompression(string program, IReadOnlyList<string> options) : ILogCompression
{
    private const int BufferSize = 128 * 1024;

    public void Run(NativeFile source, string path, NativeFile target, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, options) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["LOGROTATE_COMPRESSED_FILENAME"] = path;
        using Process process = ProgramStart.Start(start);
        using CancellationTokenRegistration stop = cancellationToken.Register(() => process.Kill());
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        Task feeding = Task.Run(() => Feed(source, process.StandardInput.BaseStream), CancellationToken.None);
        byte[] buffer = new byte[BufferSize];
        long written = 0;
        while (process.StandardOutput.BaseStream.Read(buffer) is > 0 and int length)
        {
            target.Write(buffer.AsSpan(0, length), written);
            written += length;
        }

        process.WaitForExit();
        cancellationToken.ThrowIfCancellationRequested();
        string said = errors.GetAwaiter().GetResult().Trim();
        if (process.ExitCode != 0)
        {
            throw new IOException($"'{program}' ended with {process.ExitCode}{(said.Length > 0 ? $": {said}" : "")}.");
        }

        feeding.GetAwaiter().GetResult();
        if (written == 0 && source.ReadFacts().Size > 0)
        {
            throw new IOException($"'{program}' ended well and wrote nothing.");
        }
    }

    // A program that has enough closes its end: its exit code tells whether that was meant.
    private static void Feed(NativeFile source, Stream input)
    {
        byte[] buffer = new byte[BufferSize];
        long at = 0;
        using (input)
        {
            while (source.Read(buffer, at) is > 0 and int length)
            {
                input.Write(buffer, 0, length);
                at += length;
            }
        }
    }
}
