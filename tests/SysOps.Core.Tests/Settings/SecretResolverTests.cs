using SysOps.Settings;

namespace SysOps.Core.Tests.Settings;

public sealed class SecretResolverTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sysops-secrets-").FullName;
    private readonly Redactor _redactor = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task References_within_a_text_are_resolved_and_masked_from_then_on()
    {
        SecretResolver resolver = Resolver(("USER", "somebody"), ("PASS", "hunter2"));
        string text = await resolver.ResolveAsync(new SensitiveText("Host=h;Username=${env:USER};Password=${env:PASS};Options=$${env:X}"), Token);
        Assert.Equal("Host=h;Username=somebody;Password=hunter2;Options=${env:X}", text);
        Assert.Equal("login of ******** with ********", _redactor.Redact("login of somebody with hunter2"));
    }

    [Fact]
    public async Task A_variable_that_is_not_set_is_named()
    {
        SysOpsException error = await Assert.ThrowsAsync<SysOpsException>(async () => await Resolver().ResolveAsync(new SensitiveText("http://${env:GONE}/"), Token));
        Assert.Equal((ErrorCatalogue.SecretNotFound, (object)"GONE"), (error.Id, error.Target));
    }

    [Fact]
    public async Task An_empty_secret_is_none()
    {
        string path = Write("empty", "\n");
        Assert.Equal(ErrorCatalogue.SecretNotFound, (await Assert.ThrowsAsync<SysOpsException>(async () => await Resolver(("E", "")).ResolveAsync(new EnvironmentSecret("E"), Token))).Id);
        Assert.Equal(ErrorCatalogue.SecretNotFound, (await Assert.ThrowsAsync<SysOpsException>(async () => await Resolver().ResolveAsync(new FileSecret(path), Token))).Id);
    }

    [Theory]
    [InlineData("hunter2\n", "hunter2")]
    [InlineData("hunter2\r\n", "hunter2")]
    [InlineData(" hunter2 ", " hunter2 ")]
    [InlineData("\ufeffhünter\n", "hünter")]
    public async Task A_secret_file_is_read_without_the_line_end_at_its_end(string content, string secret)
    {
        Assert.Equal(secret, await Resolver().ResolveAsync(new FileSecret(Write("s", content)), Token));
        Assert.Equal(Redactor.Mask, _redactor.Redact(secret));
    }

    [Fact]
    public async Task A_secret_file_of_64_KB_is_read_and_a_larger_one_refused()
    {
        string sound = Write("sound", new string('x', 64 * 1024));
        string large = Write("large", new string('x', (64 * 1024) + 1));
        Assert.Equal(64 * 1024, (await Resolver().ResolveAsync(new FileSecret(sound), Token)).Length);
        SysOpsException error = await Assert.ThrowsAsync<SysOpsException>(async () => await Resolver().ResolveAsync(new FileSecret(large), Token));
        Assert.Equal((ErrorCatalogue.SecretUnreadable, (object)large), (error.Id, error.Target));
    }

    [Fact]
    public async Task A_secret_file_that_is_missing_or_a_folder_is_an_error()
    {
        SysOpsException missing = await Assert.ThrowsAsync<SysOpsException>(async () => await Resolver().ResolveAsync(new FileSecret(Path.Combine(_folder, "gone")), Token));
        SysOpsException folder = await Assert.ThrowsAsync<SysOpsException>(async () => await Resolver().ResolveAsync(new FileSecret(_folder), Token));
        Assert.Equal((ErrorCatalogue.SecretNotFound, ErrorCatalogue.SecretUnreadable), (missing.Id, folder.Id));
    }

    [Fact]
    public async Task Without_a_vault_a_vaults_secret_is_not_found()
    {
        SysOpsException error = await Assert.ThrowsAsync<SysOpsException>(async () => await Resolver().ResolveAsync(new SensitiveText(new VaultSecret("llm-key", null)), Token));
        Assert.Equal((ErrorCatalogue.SecretNotFound, (object)"llm-key"), (error.Id, error.Target));
    }

    [Fact]
    public async Task A_secret_in_clear_is_masked_once_it_was_used()
    {
        Assert.Equal("Bearer abcdef", await Resolver().ResolveAsync(new SensitiveText(new LiteralSecret("Bearer abcdef")), Token));
        Assert.Equal("sent ********", _redactor.Redact("sent abcdef"));
    }

    private SecretResolver Resolver(params (string Name, string Value)[] variables) =>
        new(_redactor, environment: name => variables.Where(variable => variable.Name == name).Select(variable => variable.Value).FirstOrDefault());

    private string Write(string name, string content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }
}
