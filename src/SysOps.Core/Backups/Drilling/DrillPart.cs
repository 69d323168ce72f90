using SysOps.Settings;

namespace SysOps.Backups.Drilling;

/// <summary>What a drill found out about one component. Queries of assertions may hold secrets, and databases quote them in their errors: no finding does.</summary>
public sealed class DrillPart(string component, Redactor redactor)
{
    private readonly List<BackupFinding> _findings = [];
    private readonly List<string> _notes = [];

    /// <summary>Its name.</summary>
    public string Component => component;

    /// <summary>Until it was restored and compared, as a restore does it; null when it was not restored.</summary>
    public TimeSpan? RestoreDuration { get; set; }

    public IReadOnlyList<BackupFinding> Findings => _findings;

    public IReadOnlyList<string> Notes => _notes;

    /// <param name="text">What is wrong, as a sentence.</param>
    /// <param name="path">Of the entry it is about.</param>
    public void Find(string text, string? path = null) => _findings.Add(new BackupFinding { Component = component, Path = path, Text = redactor.Redact(text) });

    public void Note(string text) => _notes.Add(text);
}
