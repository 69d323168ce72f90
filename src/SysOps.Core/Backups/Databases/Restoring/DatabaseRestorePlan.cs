using System.Globalization;
using SysOps.Backups.Databases.Facts;

namespace SysOps.Backups.Databases.Restoring;

/// <summary>What a restore of a database would do, decided from what was read and nothing else.</summary>
public sealed record DatabaseRestorePlan
{
    public required DatabaseDumpSummary Dump { get; init; }

    /// <summary>What the restored database will be called.</summary>
    public required string DatabaseName { get; init; }

    /// <summary>Where it is restored until it is compared.</summary>
    public required string ScratchName { get; init; }

    /// <summary>What the database of that name will be called; null where there is none.</summary>
    public required string? PreviousName { get; init; }

    public required bool RemovesPrevious { get; init; }

    public required bool NoOwner { get; init; }

    public required bool NoReplication { get; init; }

    /// <summary>Another major version may write the same value as another text: then rows are counted and no sums compared.</summary>
    public required bool ComparesCountsOnly { get; init; }

    /// <summary>Why it will not be done; empty when it can be.</summary>
    public required IReadOnlyList<RestoreRefusal> Refusals { get; init; }

    /// <summary>What the operator should know.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    public static DatabaseRestorePlan Make(DatabaseDumpSummary dump, TargetFacts target, RestoreOptions options)
    {
        DateTimeOffset now = options.Time.GetUtcNow();
        string name = options.DatabaseName ?? dump.Database.Name;
        bool replaces = target.Databases.Contains(name, StringComparer.Ordinal);
        bool countsOnly = target.ServerMajor != dump.Database.ServerMajor;
        return new DatabaseRestorePlan
        {
            Dump = dump,
            DatabaseName = name,
            ScratchName = DatabaseNames.Scratch(name, now),
            PreviousName = replaces ? DatabaseNames.Previous(name, now, target.Databases) : null,
            RemovesPrevious = options.RemovesPrevious,
            NoOwner = options.NoOwner,
            NoReplication = options.NoReplication,
            ComparesCountsOnly = countsOnly,
            Refusals = RestoreRefusals.Of(dump, target, options),
            Notes =
            [
                .. Note(countsOnly, string.Create(CultureInfo.InvariantCulture, $"The dump is of PostgreSQL {dump.Database.ServerMajor} and the server is {target.ServerMajor}: rows are counted, their content is not compared.")),
                .. Note(options.NoOwner, "Owners, grants and tablespaces are left out."),
                .. Note(replaces && !options.RemovesPrevious, "The old database is kept under another name and takes up its space."),
            ],
        };
    }

    private static string[] Note(bool holds, string note) => holds ? [note] : [];
}
