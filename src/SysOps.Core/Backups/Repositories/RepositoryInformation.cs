namespace SysOps.Backups.Repositories;

/// <summary>What <c>repository.json</c> says.</summary>
internal sealed record RepositoryInformation
{
    public const int CurrentVersion = 1;

    public required int FormatVersion { get; init; }

    public required Guid Id { get; init; }

    public DateTimeOffset? Created { get; init; }
}
