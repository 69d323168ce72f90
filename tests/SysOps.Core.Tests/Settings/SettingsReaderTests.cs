using SysOps.Settings;

namespace SysOps.Core.Tests.Settings;

public sealed class SettingsReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sysops-reader-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_read_with_its_path()
    {
        string path = Path.Combine(_folder, "sysops.json");
        File.WriteAllText(path, """{ "name": "here", "logs": { "path": "logs" } }""");
        SettingsDocument document = SettingsReader.Read(path);
        Assert.Equal("here", document.Settings.Name);
        Assert.Equal(path, document.Settings.SourcePath);
        Assert.Equal(Path.Combine(_folder, "logs"), document.Settings.LogsPath);
    }
}
