using SysOps.Files.Native;
using SysOps.Servers.PostgreSql;
using SysOps.Servers.PostgreSql.Libpq;
using SysOps.Servers.Programs;
using SysOps.Settings;

namespace SysOps.Backups.Drilling;

/// <summary>
/// A throw-away server made from the programs of this machine: on a socket in a private folder, without TCP, never synced to the disk. It ends with the drill,
/// and with this process, however that ends.
/// </summary>
internal sealed class PrivateServer : DrillServer
{
    private const string UserName = "sysops_drill";

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private static readonly string[] Settings =
    [
        "listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0", "archive_mode=off", "autovacuum=off",
        "max_wal_size=4GB", "shared_buffers=128MB", "maintenance_work_mem=128MB", "max_connections=20", "unix_socket_permissions=0700",

        // Nothing of it is left in /dev/shm when it is killed.
        "dynamic_shared_memory_type=mmap",
    ];

    private readonly ServerPrograms _programs;
    private readonly ServerUser _user;
    private readonly string _data;
    private readonly CancellationTokenSource _kill;
    private readonly Task<ProgramEnd> _running;

    private PrivateServer(PinnedServer server, ServerPrograms programs, ServerUser user, string data, CancellationTokenSource kill, Task<ProgramEnd> running)
        : base(server, $"a private server of PostgreSQL {programs.Version}")
    {
        _programs = programs;
        _user = user;
        _data = data;
        _kill = kill;
        _running = running;
    }

    /// <inheritdoc />
    public override bool IsPrivate => true;

    /// <param name="major">The oldest version that reads the dump.</param>
    /// <param name="folder">Of the drill.</param>
    /// <param name="options">Secrets, the folder of the programs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SysOpsException">BackupDrillNotPossible: there are no programs, no user to run them as, or they fail.</exception>
    public static async Task<PrivateServer> StartAsync(int major, DrillFolder folder, DrillOptions options, CancellationToken cancellationToken)
    {
        ServerPrograms programs = await ServerPrograms.FindAsync(major, options.Settings.Backups?.PostgreSqlPrograms, options.Secrets.Redactor, cancellationToken).ConfigureAwait(false);
        ServerUser user = ServerUser.Find();
        string place = folder.Make("server");
        string data = Path.Combine(place, "data");
        using (NativeFolder handle = NativeFolder.Open(place))
        {
            user.Give(handle);
        }

        await RunAsync(user.Call(programs.InitDb, ["-D", data, "-U", UserName, "--auth-local=trust", "--auth-host=reject", "--encoding=UTF8", "--locale=C", "--no-sync"]), options, cancellationToken).ConfigureAwait(false);
        ProgramCall call = user.Call(programs.Postgres, ["-D", data, .. Settings.Append($"unix_socket_directories={place}").SelectMany(setting => new[] { "-c", setting })]);
        CancellationTokenSource kill = new();
        Task<ProgramEnd> running = ChildProgram.RunAsync(call, options.Secrets.Redactor, kill.Token);
        try
        {
            PinnedServer server = await ConnectAsync(place, running, options, cancellationToken).ConfigureAwait(false);
            return new PrivateServer(server, programs, user, data, kill, running);
        }
        catch
        {
            await KillAsync(kill, running).ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        // By its own program first, so that it gives back what the kernel keeps for it; else by force.
        try
        {
            await ChildProgram.RunAsync(_user.Call(_programs.Control, ["stop", "-D", _data, "-m", "fast", "-w", "-t", "30"]), Server.Redactor, CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // Then it is killed.
        }

        await KillAsync(_kill, _running).ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<PinnedServer> ConnectAsync(string place, Task<ProgramEnd> running, DrillOptions options, CancellationToken cancellationToken)
    {
        DatabaseSettings settings = new() { ConnectionString = new SensitiveText($"Host={place};Username={UserName};Database=postgres;Timeout=5"), BaseFolder = place };
        long started = options.Time.GetTimestamp();
        while (true)
        {
            try
            {
                return await PinnedServer.FindAsync(settings, options.Secrets, cancellationToken).ConfigureAwait(false);
            }
            catch (SysOpsException exception) when (!running.IsCompleted && options.Time.GetElapsedTime(started) < StartLimit)
            {
                _ = exception; // It is still starting.
                await Task.Delay(Pause, options.Time, cancellationToken).ConfigureAwait(false);
            }
            catch (SysOpsException exception)
            {
                string said = running.IsCompletedSuccessfully ? (await running.ConfigureAwait(false)).ErrorText : exception.Message;
                throw NotPossible($"The private server of the drill does not start: {said}", exception);
            }
        }
    }

    private static async Task RunAsync(ProgramCall call, DrillOptions options, CancellationToken cancellationToken)
    {
        ProgramEnd end;
        try
        {
            end = await ChildProgram.RunAsync(call, options.Secrets.Redactor, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw NotPossible(exception.Message, exception);
        }

        if (!end.HasSucceeded)
        {
            throw NotPossible($"initdb for the private server of the drill {end.HowItEnded}: {end.ErrorText}{end.Output}", null);
        }
    }

    private static async Task KillAsync(CancellationTokenSource kill, Task<ProgramEnd> running)
    {
        await kill.CancelAsync().ConfigureAwait(false);
        await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        kill.Dispose();
    }

    private static SysOpsException NotPossible(string message, Exception? inner) => new(
        ErrorCatalogue.BackupDrillNotPossible, message, "Mend what it says, or name a server for drills by backups.drill.server.", "backups.drill.server", inner);
}
