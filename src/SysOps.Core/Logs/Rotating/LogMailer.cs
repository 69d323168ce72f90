using System.Diagnostics;
using System.IO.Compression;
using SysOps.Files.Native;
using SysOps.Logs.Compressing;
using SysOps.Logs.Rules;

namespace SysOps.Logs.Rotating;

/// <summary>Mails a log as logrotate does: by a program that gets it, uncompressed, on its standard input.</summary>
internal static class LogMailer
{
    /// <param name="command">The program.</param>
    /// <param name="address">Where to.</param>
    /// <param name="subject">Of the mail.</param>
    /// <param name="log">Open for reading.</param>
    /// <param name="compression">How it is compressed; null when it is not.</param>
    /// <exception cref="IOException">It could not be mailed.</exception>
    public static void Send(string command, string address, string subject, NativeFile log, CompressionRule? compression)
    {
        var start = new ProcessStartInfo(command, ["-s", subject, address]) { RedirectStandardInput = true, RedirectStandardError = true, UseShellExecute = false };
        using Process process = ProgramStart.Start(start);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using (Stream input = process.StandardInput.BaseStream)
        {
            Write(log, compression, input);
        }

        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new RotationException($"'{command}' ended with {process.ExitCode}: {errors.GetAwaiter().GetResult().Trim()}");
        }
    }

    private static void Write(NativeFile log, CompressionRule? compression, Stream input)
    {
        using Stream content = new NativeFileStream(log);
        switch (compression is null ? null : Path.GetFileName(compression.UncompressProgram))
        {
            case null:
                content.CopyTo(input);
                break;
            case "gunzip" or "gzip" or "zcat" or "unpigz":
                using (GZipStream plain = new(content, CompressionMode.Decompress))
                {
                    plain.CopyTo(input);
                }

                break;
            default:
                Uncompress(compression!.UncompressProgram, content, input);
                break;
        }
    }

    private static void Uncompress(string program, Stream content, Stream input)
    {
        using Process process = ProgramStart.Start(new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false });
        Task feeding = Task.Run(() =>
        {
            using Stream compressed = process.StandardInput.BaseStream;
            content.CopyTo(compressed);
        });
        process.StandardOutput.BaseStream.CopyTo(input);
        process.WaitForExit();
        feeding.GetAwaiter().GetResult();
        if (process.ExitCode != 0)
        {
            throw new RotationException($"'{program}' ended with {process.ExitCode}.");
        }
    }
}
