using Microsoft.Extensions.Logging;
using SysOps.Logs.Removing;
using SysOps.Testing;

namespace SysOps.Core.Tests.Logs.Removing;

/// <summary>A folder of real logs with given ages, a removal on it, and what it asked, told and warned.</summary>
internal sealed class RemovalLab : TimeProvider, ILogRemovalPort, ILogger, IDisposable
{
    public static readonly OpenFiles NothingOpen = new(new HashSet<SysOps.Files.FileIdentity>(), IsComplete: true);

    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder? _temporary;

    /// <param name="folder">Made and removed by the lab; a temporary one when missing.</param>
    public RemovalLab(string? folder = null)
    {
        _temporary = folder is null ? new TemporaryFolder() : null;
        Folder = folder is null ? _temporary!.Path : Directory.CreateDirectory(folder).FullName;
    }

    public string Folder { get; }

    public List<RemovedLog> Reported { get; } = [];

    public List<SysOpsException> Errors { get; } = [];

    public List<string> Warnings { get; } = [];

    /// <summary>What happens while the user is asked.</summary>
    public Action<IReadOnlyList<RemovedLog>> WhileAsked { get; set; } = _ => { };

    public Func<RemovedLog, bool> Answer { get; set; } = _ => true;

    public IEnumerable<string> Left => Directory.EnumerateFileSystemEntries(Folder, "*", SearchOption.AllDirectories).Select(Relative).Order(StringComparer.Ordinal);

    public IEnumerable<string> Gone => Reported.Select(log => Relative(log.Path));

    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>Writes a log that was last written so long ago.</summary>
    public string Write(string name, TimeSpan age, int bytes = 0)
    {
        string path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, new byte[bytes]);
        File.SetLastWriteTimeUtc(path, (Now - age).UtcDateTime);
        return path;
    }

    public string Write(string name, int days, int bytes = 0) => Write(name, TimeSpan.FromDays(days), bytes);

    public Task RunAsync(LogRemovalRules rules, LogPlace? place = null, bool planOnly = false, bool removeEmptyFolders = false, OpenFiles? open = null, CancellationTokenSource? stop = null)
    {
        LogRemovalRequest request = new() { Places = [place ?? new LogPlace { Folder = Folder, Recurse = true }], Rules = rules, PlanOnly = planOnly, RemoveEmptyFolders = removeEmptyFolders, OpenFiles = open ?? NothingOpen, Time = this, Logger = this };
        return LogRemoval.RunAsync(request, this, stop?.Token ?? CancellationToken.None);
    }

    public void Dispose()
    {
        if (_temporary is null)
        {
            Directory.Delete(Folder, recursive: true);
        }

        _temporary?.Dispose();
    }

    Task<bool[]> ILogRemovalPort.ConfirmAsync(IReadOnlyList<RemovedLog> planned)
    {
        WhileAsked(planned);
        return Task.FromResult(planned.Select(Answer).ToArray());
    }

    Task ILogRemovalPort.ReportAsync(IReadOnlyList<RemovedLog> logs)
    {
        Reported.AddRange(logs);
        return Task.CompletedTask;
    }

    Task ILogRemovalPort.ReportErrorAsync(SysOpsException error)
    {
        Errors.Add(error);
        return Task.CompletedTask;
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (Warnings)
        {
            Warnings.Add(formatter(state, exception));
        }
    }

    private string Relative(string path) => Path.GetRelativePath(Folder, path);
}
