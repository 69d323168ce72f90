using System.Diagnostics;
using System.Globalization;
using System.Text;
using SysOps.Testing;
using SysOps.Testing.Programs;

namespace SysOps.Core.Tests.Logs.Rotating;

/// <summary>A folder with logs, made from a description, and what is in it afterwards.</summary>
internal sealed class LogTree : IDisposable
{
    private const UnixFileMode Configured = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly TemporaryFolder _folder = new();
    private readonly DateTimeOffset _now;

    /// <param name="case">What is in it.</param>
    /// <param name="now">Ages are counted from here.</param>
    public LogTree(RotationCase @case, DateTimeOffset now)
    {
        _now = now;
        Directory.CreateDirectory(Logs);

        // For those with whose rights logs are rotated.
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        foreach (string line in @case.Files.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            Make(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }

        WriteConfiguration(Configuration, @case.Configuration);
        foreach (string included in @case.Included.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            WriteConfiguration(Path.Combine(_folder.Path, included.Split('=', 2)[0].Trim()), included.Split('=', 2)[1]);
        }

        File.WriteAllText(Mailer, $"#!/bin/sh\nprintf '%s|' \"$@\" >> {Logs}/mailed\ncat >> {Logs}/mailed\n");
        File.SetUnixFileMode(Mailer, Configured | UnixFileMode.UserExecute);
        WriteState(@case.State);
    }

    public string Logs => Path.Combine(_folder.Path, "logs");

    public string Configuration => Path.Combine(_folder.Path, "logrotate.conf");

    /// <summary>A program that writes down what it is given.</summary>
    public string Mailer => Path.Combine(_folder.Path, "mailer");

    public string State => Path.Combine(_folder.Path, "state");

    public void Dispose() => _folder.Dispose();

    /// <summary>One line for each file and folder, and for each log in the state; what is compressed is shown as it was.</summary>
    public async Task<string> DescribeAsync()
    {
        List<string> lines = [];
        foreach (string path in Directory.EnumerateFileSystemEntries(Logs, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }))
        {
            lines.Add(await DescribeAsync(path));
        }

        IEnumerable<string> state = File.Exists(State) ? (await File.ReadAllLinesAsync(State)).Select(line => "state " + line.Replace(_folder.Path, "@", StringComparison.Ordinal)) : [];
        return string.Join('\n', lines.Order(StringComparer.Ordinal).Concat(state.Order(StringComparer.Ordinal)));
    }

    private async Task<string> DescribeAsync(string path)
    {
        string status = (await TestProgram.RunAsync("stat", "--format=%F %a %U:%G %h %s %Y", path)).Trim();
        string[] parts = status.Split(' ');
        long modified = long.Parse(parts[^1], CultureInfo.InvariantCulture);
        string time = modified >= _now.ToUnixTimeSeconds() - 1 ? "now" : (_now.ToUnixTimeSeconds() - modified).ToString(CultureInfo.InvariantCulture);
        bool isCompressed = path.EndsWith(".gz", StringComparison.Ordinal) || path.EndsWith(".zst", StringComparison.Ordinal);
        string size = Directory.Exists(path) || isCompressed ? "" : parts[^2];
        return $"{Path.GetRelativePath(Logs, path)} | {string.Join(' ', parts[..^2])} {size} {time} | {await ContentAsync(path)}";
    }

    private async Task<string> ContentAsync(string path)
    {
        if (Directory.Exists(path) || new FileInfo(path).LinkTarget is not null || !File.GetAttributes(path).HasFlag(FileAttributes.Normal))
        {
            return "";
        }

        string content = await TestProgram.RunAsync("sh", "-c", "case \"$1\" in *.gz) zcat -- \"$1\";; *.zst) zstdcat -q -- \"$1\";; *) cat -- \"$1\";; esac", "sh", path);
        content = content.Replace(_folder.Path, "@", StringComparison.Ordinal);
        return content.Length <= 60 ? content.ReplaceLineEndings("\\n") : Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..16];
    }

    // name size [-days] [mode] [owner], name/ for a folder, name -> target for a link, name = other for a further name.
    private void Make(string[] words)
    {
        string path = Path.Combine(Logs, words[0]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (words[0].EndsWith('/'))
        {
            Directory.CreateDirectory(path);
        }
        else if (words is [_, "->", var target])
        {
            File.CreateSymbolicLink(path, target);
            return;
        }
        else if (words is [_, "=", var other])
        {
            Run("ln", Path.Combine(Logs, other), path);
            return;
        }
        else if (words is [_, "fifo"])
        {
            Run("mkfifo", path);
            return;
        }
        else
        {
            WriteContent(path, words[0], Size(words[1]));
        }

        foreach (string word in words[(words[0].EndsWith('/') ? 1 : 2)..])
        {
            Dress(path, word);
        }
    }

    private void Dress(string path, string word)
    {
        if (word.StartsWith('-'))
        {
            File.SetLastWriteTimeUtc(path, Ago(word));
        }
        else if (char.IsDigit(word[0]))
        {
            DateTime modified = File.GetLastWriteTimeUtc(path);
            File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(word, 8));
            File.SetLastWriteTimeUtc(path, modified);
        }
        else
        {
            Run("chown", word, path);
        }
    }

    private static void WriteContent(string path, string name, int size)
    {
        if (name.EndsWith(".gz", StringComparison.Ordinal))
        {
            using System.IO.Compression.GZipStream stream = new(File.Create(path), System.IO.Compression.CompressionLevel.Fastest);
            stream.Write(Content(name, Math.Max(1, size))); // Of nothing .NET makes no file that zcat reads.
        }
        else
        {
            File.WriteAllBytes(path, Content(name, size));
        }
    }

    private static byte[] Content(string name, int size) =>
        [.. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"a line of {name}\n", (size / 10) + 1))).Take(size)];

    private static int Size(string text) => text.EndsWith('k') ? int.Parse(text[..^1], CultureInfo.InvariantCulture) * 1024 : int.Parse(text, CultureInfo.InvariantCulture);

    private void WriteState(string description)
    {
        string[] lines = description.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length == 0)
        {
            return;
        }

        IEnumerable<string> entries = lines.Select(line => line.Split(' ')).Select(words =>
        {
            DateTime last = TimeZoneInfo.ConvertTimeFromUtc(Ago(words[1]), TimeZoneInfo.Local);
            return string.Create(CultureInfo.InvariantCulture, $"\"{Logs}/{words[0]}\" {last.Year}-{last.Month}-{last.Day}-{last.Hour}:{last.Minute}:{last.Second}\n");
        });
        File.WriteAllText(State, "logrotate state -- version 2\n" + string.Concat(entries));
        File.SetUnixFileMode(State, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    // -8d, -3h
    private DateTime Ago(string word)
    {
        double number = double.Parse(word[1..^1], CultureInfo.InvariantCulture);
        return (word[^1] == 'd' ? _now.AddDays(-number) : word[^1] == 'h' ? _now.AddHours(-number) : _now.AddMinutes(-number)).UtcDateTime;
    }

    private void WriteConfiguration(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text.Replace("%/", _folder.Path + "/", StringComparison.Ordinal).Replace("@/", Logs + "/", StringComparison.Ordinal).Replace(';', '\n') + "\n");
        File.SetUnixFileMode(path, Configured);
    }

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments))!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
