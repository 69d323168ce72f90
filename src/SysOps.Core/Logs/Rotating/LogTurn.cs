using System.Runtime.Versioning;
using SysOps.Files;
using SysOps.Files.Native;
using SysOps.Logs.Rules;

namespace SysOps.Logs.Rotating;

/// <summary>One log in one run: whether it is due, what its generations become, and what became of it.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LogTurn : IDisposable
{
    private const int WritableByGroup = 0b000_010_000;
    private const int WritableByOthers = 0b000_000_010;

    private readonly RotationRun _run;
    private readonly LogRule _rule;
    private readonly long _started;

    public LogTurn(RotationRun run, LogRule rule, string path)
    {
        _run = run;
        _rule = rule;
        Path = path;
        Name = path[(path.LastIndexOf('/') + 1)..];
        _started = run.Request.Time.GetTimestamp();
    }

    /// <summary>Full path (<see cref="PathText"/>).</summary>
    public string Path { get; }

    public string Name { get; }

    public FileFacts Facts { get; private set; }

    public NativeFolder? Folder { get; private set; }

    public GenerationFolder? Generations { get; private set; }

    public DueDecision Decision { get; private set; } = new(false, "");

    public GenerationPlan? Plan { get; private set; }

    /// <summary>Whether an earlier run was cut off after it had put a new log into the place of this one, which still has its name of then.</summary>
    public bool WasCutOff { get; private set; }

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
            RequireSafe(Folder.ReadFacts());
            WasCutOff = FindCutOff(Folder);
            Facts = Folder.ReadFacts(PathText.Bytes(Name));
        }
        catch (NativeException exception) when (exception.Error == NativeError.NoEntry)
        {
            _run.State.LastOf(Path);
            Decision = _rule.IsMissingFine ? new DueDecision(false, "it does not exist") : throw new RotationException($"'{PathText.Show(Path)}' does not exist.");
            return;
        }

        DateTime last = _run.State.LastOf(Path);
        _run.State.Use(Path);
        Decision = Refusal() is { } refusal ? new DueDecision(false, refusal)
            : WasCutOff ? new DueDecision(true, "an earlier rotation was cut off")
            : DueDecision.Of(_rule.Due, Facts, last, _run.Now, _run.Request.Force);
        Generations = OpenGenerations(Folder);
        if (Decision.IsDue)
        {
            MakePlan();
        }
    }

    /// <summary>Plans anew: scripts, and the rotation of another log, may have changed what is there.</summary>
    /// <exception cref="NativeException">The log is gone.</exception>
    public void Refresh()
    {
        Facts = Folder!.ReadFacts(PathText.Bytes(Name));
        if (Refusal() is { } refusal)
        {
            throw new RotationException($"'{PathText.Show(Path)}' has changed: {refusal}.");
        }

        MakePlan();
    }

    private void MakePlan() => Plan = new GenerationPlanner(_rule, Name, Generations!.List(Name[..1]), _run.Now, _run.Zone).Plan();

    /// <summary>What an earlier run left uncompressed, because it was still written to or the run was cut off.</summary>
    public IReadOnlyList<string> Unfinished() => Generations is null || _rule.Compression.IsDelayed || !_rule.Compression.IsOn
        ? []
        : new GenerationPlanner(_rule, Name, Generations.List(Name[..1]), _run.Now, _run.Zone).Uncompressed();

    public LogRotationResult ToResult() => new()
    {
        Path = PathText.Show(Path),
        Action = HasFailed ? LogRotationAction.Failed : IsRotated ? LogRotationAction.Rotated : Decision.IsDue && _run.PlanOnly ? LogRotationAction.Planned : LogRotationAction.Skipped,
        Reason = Note ?? (HasFailed && !Decision.IsDue ? "see the error" : Decision.Reason),
        RotatedTo = RotatedTo(),
        SizeBytes = Facts.Size,
        CompressedSizeBytes = CompressedBytes,
        Removed = _run.PlanOnly && Plan is not null ? Plan.Expired.Append(Plan.Oldest).OfType<string>().Select(Shown).ToArray() : Removed.Select(Shown).ToArray(),
        LossPossible = _rule.Method is RotationMethod.CopyTruncate && Decision.IsDue && !HasFailed,
        PossibleLossBytes = LossBytes ?? 0,
        Duration = _run.Request.Time.GetElapsedTime(_started),
        Error = Error,
        Source = _rule.Source,
    };

    public void Dispose()
    {
        Generations?.Dispose();
        Folder?.Dispose();
    }

    private string Shown(string name) => PathText.Show(Generations!.PathOf(name));

    // A log of which nothing is kept becomes nothing.
    private string? RotatedTo()
    {
        if (Plan is null || Plan.Oldest is { } oldest && oldest.StartsWith(Plan.Rotated, StringComparison.Ordinal) || !(IsRotated || (_run.PlanOnly && Decision.IsDue && !HasFailed)))
        {
            return null;
        }

        bool isCompressed = CompressedBytes is not null || (_run.PlanOnly && _rule.Compression is { IsOn: true, IsDelayed: false });
        return Shown(isCompressed ? Plan.Rotated + _rule.Compression.Extension : Plan.Rotated);
    }

    private string? Refusal() => Facts switch
    {
        { Kind: FileKind.Link } => "it is a symbolic link",
        { Kind: not FileKind.File } => "it is no regular file",
        { Links: not 1 } when !_rule.AllowsHardLinks => "it has several names (hard links)",
        _ => null,
    };

    // Whoever can write to the folder could put a link to anything in the place of the log.
    private void RequireSafe(FileFacts folder)
    {
        if (_rule.User is null && FileStatus.CurrentUserId == 0 && ((folder.GroupId != 0 && (folder.Mode & WritableByGroup) != 0) || (folder.Mode & WritableByOthers) != 0))
        {
            throw new RotationException($"The folder of '{PathText.Show(Path)}' can be written to by others than root: say with 'su user group' with whose rights it is rotated.");
        }
    }

    private bool FindCutOff(NativeFolder folder)
    {
        byte[] left = UnfinishedNames.NewLog(Name);
        try
        {
            FileFacts facts = folder.ReadFacts(left);
            if (facts.Kind is not FileKind.File)
            {
                throw new RotationException($"'{PathText.Show(FolderPath)}/{PathText.Of(left)}' is in the way.");
            }

            if (facts.Size > 0 || _run.MayBeWritten(folder, left))
            {
                return true;
            }

            if (!_run.PlanOnly)
            {
                folder.Remove(left);
            }
        }
        catch (NativeException exception) when (exception.Error == NativeError.NoEntry)
        {
            // No run was cut off.
        }

        return false;
    }

    private GenerationFolder OpenGenerations(NativeFolder folder)
    {
        string path = OldFolders.PathOf(_rule, FolderPath);
        NativeFolder opened = _rule.Naming.OldFolder is null ? folder.OpenFolder("."u8) : NativeFolder.Open(path);
        GenerationFolder generations = new(opened, path, _rule, _run);
        if (_rule.User is null && _rule.Naming.OldFolder is not null)
        {
            RequireSafe(opened.ReadFacts());
        }

        return generations;
    }
}
