using System.Runtime.Versioning;
using SysOps.Files;
using SysOps.Files.Native;
using SysOps.Logs.Rules;

namespace SysOps.Logs.Rotating;

/// <summary>One log in one run: whether it is due, what its generations become, and what became of it.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LogTurn : IDisposable
{
    private readonly RotationRun _run;
    private readonly LogRule _rule;

    public LogTurn(RotationRun run, LogRule rule, string path)
    {
        _run = run;
        _rule = rule;
        Path = path;
        Name = path[(path.LastIndexOf('/') + 1)..];
        Started = run.Request.Time.GetTimestamp();
    }

    /// <summary>Full path (<see cref="PathText"/>).</summary>
    public string Path { get; }

    public string Name { get; }

    public long Started { get; }

    public FileFacts Facts { get; private set; }

    public NativeFolder? Folder { get; private set; }

    public GenerationFolder? Generations { get; private set; }

    public DueDecision Decision { get; private set; } = new(false, "");

    public GenerationPlan? Plan { get; private set; }

    /// <summary>The name that the log has since an earlier run was cut off; null when none was.</summary>
    public byte[]? CutOff { get; private set; }

    /// <summary>Whether the log has become a generation.</summary>
    public bool IsRotated { get; set; }

    public bool HasFailed => Error is not null;

    public string? Error { get; private set; }

    public string? Note { get; set; }

    public long? CompressedBytes { get; set; }

    public long? LossBytes { get; set; }

    public List<string> Removed { get; } = [];

    /// <summary>Whether there is something to be done for it.</summary>
    public bool IsDue => Decision.IsDue && !HasFailed;

    private string FolderPath => Path[..Math.Max(1, Path.LastIndexOf('/'))];

    private string Stem => new GenerationNames(_rule, Name).Stem;

    /// <summary>The user does not want it.</summary>
    public void Decline() => Decision = new DueDecision(false, "declined");

    public void Fail(Exception exception) => Error ??= exception.Message;

    /// <summary>Looks whether it is due.</summary>
    /// <exception cref="IOException">It may not be rotated, or is missing.</exception>
    public void Decide()
    {
        try
        {
            Folder = NativeFolder.Open(FolderPath);
            LogSafety.RequireFolder(Folder, _rule, Path);
            CutOff = CutOffLog.Find(_run, _rule, Folder, Name);
            ReadFacts();
        }
        catch (NativeException exception) when (exception.Error == NativeError.NoEntry)
        {
            _run.State.LastOf(Path);
            Decision = _rule.IsMissingFine ? new DueDecision(false, "it does not exist") : throw new RotationException($"'{PathText.Show(Path)}' does not exist.");
            return;
        }

        DateTime last = _run.State.LastOf(Path);
        _run.State.Use(Path);
        Decision = LogSafety.Refusal(Facts, _rule) is { } refusal ? new DueDecision(false, refusal)
            : CutOff is not null ? new DueDecision(true, "an earlier rotation was cut off")
            : DueDecision.Of(_rule.Due, Facts, last, _run.Now, _run.Request.Force);
        Generations = OpenGenerations(Folder);
        if (Decision.IsDue)
        {
            Plan = Planner().Plan();
        }
    }

    /// <summary>Plans anew: scripts, and the rotation of another log, may have changed what is there. What runs that were cut off have left is cleared.</summary>
    /// <exception cref="IOException">The log is gone, or is something else.</exception>
    public void Refresh()
    {
        Generations!.ClearPartials(Stem);
        ReadFacts();
        if (LogSafety.Refusal(Facts, _rule) is { } refusal)
        {
            throw new RotationException($"'{PathText.Show(Path)}' has changed: {refusal}.");
        }

        Plan = Planner().Plan();
    }

    /// <summary>What an earlier run left uncompressed, because it was still written to or the run was cut off.</summary>
    public IReadOnlyList<string> Unfinished() => Generations is null || _rule.Compression.IsDelayed || !_rule.Compression.IsOn ? [] : Planner().Uncompressed();

    public void Dispose()
    {
        Generations?.Dispose();
        Folder?.Dispose();
    }

    private void ReadFacts() => Facts = Folder!.ReadFacts(CutOff ?? PathText.Bytes(Name));

    private GenerationPlanner Planner() => new(_rule, Name, Generations!.List(Stem), _run.Now, _run.Zone);

    private GenerationFolder OpenGenerations(NativeFolder folder)
    {
        string path = OldFolders.PathOf(_rule, FolderPath);
        if (_rule.Naming.OldFolder is null)
        {
            return new GenerationFolder(folder.OpenFolder("."u8), path, _rule, _run.Now);
        }

        if (_run.PlanOnly && _rule.Naming.CreateOldFolder is not null && !Directory.Exists(path))
        {
            return new GenerationFolder(null, path, _rule, _run.Now);
        }

        GenerationFolder generations = new(NativeFolder.Open(path), path, _rule, _run.Now);
        LogSafety.RequireFolder(generations.Folder, _rule, Path);
        return generations;
    }
}
