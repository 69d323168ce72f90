using System.Text;
using SysOps.Backups.Archives;

namespace SysOps.Backups.Creating.Sources;

/// <summary>What an archive could not store, as a manifest says it.</summary>
internal static class ArchiveProblems
{
    private const int MostNotes = 20;

    public static BackupProblem ToBackupProblem(this ArchiveProblem problem, string component) => new()
    {
        Component = component,
        Path = problem.Path.IsRoot ? "." : Encoding.UTF8.GetString(problem.Path.Bytes),
        PathBytes = problem.Path.IsUtf8 ? null : problem.Path.Bytes.ToArray(),
        Reason = problem.Reason,
    };

    /// <summary>A line for each of the first, and one for all others.</summary>
    public static IEnumerable<string> ToWarnings(this IReadOnlyList<ArchiveNote> notes, string component)
    {
        foreach (ArchiveNote note in notes.Take(MostNotes))
        {
            yield return $"{component}: {note}";
        }

        if (notes.Count > MostNotes)
        {
            yield return $"{component}: … and so are {notes.Count - MostNotes} others.";
        }
    }
}
