using System.Net;
using StackExchange.Redis;
using SysOps.Settings;

namespace SysOps.Servers.Redis;

/// <summary>The servers that a connection string names, and how to open them.</summary>
public sealed class RedisTarget
{
    // Commands that the library would use for itself while it connects, and that a user limited by ACL may not have.
    private static readonly CommandMap OnlyWhatIsNeeded = CommandMap.Create(
        new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "ECHO", "CONFIG", "SUBSCRIBE", "UNSUBSCRIBE", "PSUBSCRIBE", "PUNSUBSCRIBE", "PUBLISH" }, available: false);

    private readonly ConfigurationOptions _options;

    private RedisTarget(ConfigurationOptions options)
    {
        _options = options;
        Name = string.Join(",", options.EndPoints.Select(Describe));
    }

    /// <summary>host:port, several with commas.</summary>
    public string Name { get; }

    public IReadOnlyList<EndPoint> EndPoints => [.. _options.EndPoints];

    public string UserName => _options.User ?? "default";

    /// <summary>Whether the named servers are sentinels, which lead to the others.</summary>
    public bool IsSentinel => !string.IsNullOrEmpty(_options.ServiceName);

    /// <summary>With TLS nobody speaks before the handshake.</summary>
    public bool IsGreeted => !_options.Ssl;

    /// <exception cref="SysOpsException">CacheSettingInvalid; or a secret is missing.</exception>
    public static async Task<RedisTarget> ResolveAsync(CacheSettings settings, SecretResolver secrets, CancellationToken cancellationToken)
    {
        ConfigurationOptions options = Parse(await secrets.ResolveAsync(settings.ConnectionString, cancellationToken).ConfigureAwait(false));
        options.Password = settings.Password is null ? options.Password : await secrets.ResolveAsync(settings.Password, cancellationToken).ConfigureAwait(false);
        if (options.Password is { Length: > 0 } password)
        {
            secrets.Redactor.Add(password);
        }

        return options.EndPoints.Count > 0 ? new RedisTarget(options) : throw Invalid();
    }

    /// <summary>host:port of an endpoint.</summary>
    public static string Describe(EndPoint endpoint) => endpoint is DnsEndPoint dns ? $"{dns.Host}:{dns.Port}" : endpoint.ToString() ?? "";

    /// <summary>The library's options for one look: it connects once, tells no other client anything, and gives up at the limit.</summary>
    public ConfigurationOptions Options(TimeSpan limit)
    {
        int milliseconds = Math.Max(1, (int)limit.TotalMilliseconds);
        ConfigurationOptions options = _options.Clone();
        options.ClientName = "SysOps";
        options.AbortOnConnectFail = true;
        options.ConnectRetry = 1;
        options.ConnectTimeout = milliseconds;
        options.SyncTimeout = milliseconds;
        options.AsyncTimeout = milliseconds;
        options.TieBreaker = "";
        options.ConfigurationChannel = "";
        options.IncludeDetailInExceptions = false;
        options.AllowAdmin = true;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.CommandMap = options.Proxy is Proxy.None ? OnlyWhatIsNeeded : options.CommandMap;
        return options;
    }

    /// <summary>What a server says to whoever comes with this target's user and password.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">It cannot be reached, or it closes the connection without a word.</exception>
    internal Task<string> GreetAsync(EndPoint endpoint, CancellationToken cancellationToken) => RedisGreeting.WaitAsync(endpoint, _options.User, _options.Password, cancellationToken);

    private static ConfigurationOptions Parse(string text)
    {
        try
        {
            ConfigurationOptions options = ConfigurationOptions.Parse(text);
            options.SetDefaultPorts();
            return options;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            // The exception may quote what it did not understand, and that may be the password.
            throw Invalid();
        }
    }

    private static SysOpsException Invalid() =>
        new(ErrorCatalogue.CacheSettingInvalid, "cache.connectionString is not a connection string of StackExchange.Redis.", "Write host:port, several with commas, and options such as ssl=true.", "cache.connectionString");
}
