using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;
using SysOps.Files;
using SysOps.Settings;

namespace SysOps.Core.Tests.Settings;

/// <summary>On real files of this machine, Linux or macOS.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SettingsFileTests : IDisposable
{
    private const uint Nobody = 65534;

    private readonly string _folder = Directory.CreateTempSubdirectory("sysops-trust-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "sysops.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_of_ones_own_is_read()
    {
        Write(Path);
        Assert.Equal("{}", Encoding.UTF8.GetString(SettingsFile.Read(Path)));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite, "0620")]
    [InlineData(UnixFileMode.OtherWrite, "0602")]
    public void A_file_that_others_may_write_is_refused(UnixFileMode bit, string mode)
    {
        Write(Path);
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | bit);
        SysOpsException error = Refusal();
        Assert.Equal($"The configuration '{Path}' is refused, as it names commands to start and others could have written it: the file '{Path}' has mode {mode}: its group or everybody may write it.", error.Message);
        Assert.EndsWith($"run: chmod go-w '{Path}'", error.Remedy, StringComparison.Ordinal);
        Assert.Equal(Path, error.Target);
    }

    [Fact]
    public void A_folder_that_others_may_write_is_refused_in_spite_of_its_sticky_bit()
    {
        Write(Path);
        File.SetUnixFileMode(_folder, (UnixFileMode)0x3ff);
        SysOpsException error = Refusal();
        Assert.Contains($"the folder '{_folder}' has mode 01777", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_another_user_is_refused()
    {
        Write(Path);
        await GiveAwayAsync(Path);
        uint me = FileStatus.CurrentUserId == 0 ? 0 : FileStatus.CurrentUserId + 1;
        SysOpsException error = Assert.Throws<SysOpsException>(() => SettingsFile.Read(Path, me));
        Assert.Equal(ErrorCatalogue.ConfigurationUnsafe, error.Id);
        Assert.Contains($"belongs to user {FileStatus.Of(Path).OwnerId}, not to ", error.Message, StringComparison.Ordinal);
        Assert.Contains($"sudo chown {me} '{Path}'", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Roots_file_in_roots_folder_is_read_by_everybody() =>
        Assert.NotEmpty(SettingsFile.Read("/etc/passwd", userId: 12345));

    [Fact]
    public void A_link_is_checked_where_it_stands_and_where_it_leads()
    {
        string elsewhere = Directory.CreateDirectory(System.IO.Path.Combine(_folder, "elsewhere")).FullName;
        File.SetUnixFileMode(elsewhere, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string target = System.IO.Path.Combine(elsewhere, "real.json");
        Write(target);
        File.CreateSymbolicLink(Path, "elsewhere/real.json");
        Assert.NotEmpty(SettingsFile.Read(Path));

        File.SetUnixFileMode(elsewhere, File.GetUnixFileMode(elsewhere) | UnixFileMode.OtherWrite);
        Assert.Contains($"the folder '{elsewhere}'", Refusal().Message, StringComparison.Ordinal);

        File.SetUnixFileMode(elsewhere, File.GetUnixFileMode(elsewhere) & ~UnixFileMode.OtherWrite);
        File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.GroupWrite);
        Assert.Contains($"the file '{target}'", Refusal().Message, StringComparison.Ordinal);

        File.SetUnixFileMode(target, UnixFileMode.UserRead);
        File.SetUnixFileMode(_folder, File.GetUnixFileMode(_folder) | UnixFileMode.GroupWrite);
        Assert.Contains($"the folder '{_folder}'", Refusal().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_behind_a_link_of_folders_is_followed_as_the_kernel_does()
    {
        // conf → deep/inner, so that conf/../open.json is deep/open.json.
        string deep = Directory.CreateDirectory(System.IO.Path.Combine(_folder, "deep")).FullName;
        string inner = Directory.CreateDirectory(System.IO.Path.Combine(deep, "inner")).FullName;
        Array.ForEach([deep, inner], folder => File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        Directory.CreateSymbolicLink(System.IO.Path.Combine(_folder, "conf"), "deep/inner");
        Write(System.IO.Path.Combine(deep, "open.json"));
        File.CreateSymbolicLink(Path, "conf/../open.json");
        Assert.NotEmpty(SettingsFile.Read(Path));

        File.SetUnixFileMode(deep, File.GetUnixFileMode(deep) | UnixFileMode.OtherWrite);
        Assert.Contains($"the folder '{deep}'", Refusal().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        Write(Path);
        File.SetUnixFileMode(Path, File.GetUnixFileMode(Path) | UnixFileMode.GroupWrite);
        File.SetUnixFileMode(_folder, File.GetUnixFileMode(_folder) | UnixFileMode.GroupWrite);
        Assert.EndsWith($"run: chmod go-w '{_folder}' && chmod go-w '{Path}'", Refusal().Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_not_found() =>
        Assert.Equal(ErrorCatalogue.ConfigurationNotFound, Assert.Throws<SysOpsException>(() => SettingsFile.Read(Path)).Id);

    [Fact]
    public async Task A_pipe_is_refused_and_not_waited_for()
    {
        await RunAsync("mkfifo", Path);
        Assert.Equal(ErrorCatalogue.ConfigurationUnreadable, Assert.Throws<SysOpsException>(() => SettingsFile.Read(Path)).Id);
    }

    [Fact]
    public void A_huge_file_is_not_read()
    {
        using (FileStream stream = File.Create(Path))
        {
            stream.SetLength(SettingsFile.MaximumBytes + 1);
        }

        Assert.Equal(ErrorCatalogue.ConfigurationUnreadable, Assert.Throws<SysOpsException>(() => SettingsFile.Read(Path)).Id);
    }

    private SysOpsException Refusal()
    {
        SysOpsException error = Assert.Throws<SysOpsException>(() => SettingsFile.Read(Path));
        Assert.Equal(ErrorCatalogue.ConfigurationUnsafe, error.Id);
        return error;
    }

    private static void Write(string path)
    {
        File.WriteAllText(path, "{}");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>Only root can give a file away; for anybody else the file is another's already when the test asks as somebody else.</summary>
    private static async Task GiveAwayAsync(string path)
    {
        if (FileStatus.CurrentUserId == 0)
        {
            await RunAsync("chown", $"{Nobody}", path);
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments))!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }
}
