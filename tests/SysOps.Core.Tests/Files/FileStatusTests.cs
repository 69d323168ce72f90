using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using SysOps.Files;

namespace SysOps.Core.Tests.Files;

/// <summary>Against what the system's own tools say.</summary>
[SupportedOSPlatform("linux")]
public sealed class FileStatusTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sysops-status-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("600")]
    [InlineData("644")]
    [InlineData("620")]
    [InlineData("1777")]
    public async Task Owner_and_mode_are_those_that_stat_tells(string mode)
    {
        string path = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(path, "", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(mode, 8));
        using SafeFileHandle handle = File.OpenHandle(path);
        FileStatus status = FileStatus.Of(path);
        Assert.Equal(await OutputAsync("stat", "-c", "%u 0%a", path), $"{status.OwnerId} {status.OctalMode}");
        Assert.Equal(status, FileStatus.Of(handle));
        Assert.True(status.IsRegularFile);
        Assert.Equal(mode is "620" or "1777", status.IsWritableByOthers);
    }

    [Fact]
    public async Task The_current_user_is_the_one_that_id_tells() =>
        Assert.Equal(await OutputAsync("id", "-u"), $"{FileStatus.CurrentUserId}");

    [Fact]
    public void A_folder_and_a_device_are_no_regular_files()
    {
        Assert.False(FileStatus.Of(_folder).IsRegularFile);
        Assert.False(FileStatus.Of("/dev/null").IsRegularFile);
    }

    [Fact]
    public void What_does_not_exist_has_no_status() =>
        Assert.Throws<Win32Exception>(() => FileStatus.Of(Path.Combine(_folder, "gone")));

    [Fact]
    public void An_open_file_keeps_its_status_when_its_path_is_taken_by_another()
    {
        string path = Path.Combine(_folder, "file");
        File.WriteAllText(path, "");
        File.SetUnixFileMode(path, UnixFileMode.UserRead);
        using SafeFileHandle handle = File.OpenHandle(path);
        File.Delete(path);
        File.WriteAllText(path, "");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherWrite);
        Assert.Equal("0400", FileStatus.Of(handle).OctalMode);
        Assert.Equal("0402", FileStatus.Of(path).OctalMode);
    }

    private static async Task<string> OutputAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output.Trim();
    }
}
