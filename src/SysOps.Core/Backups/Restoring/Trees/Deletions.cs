using System.Globalization;
using SysOps.Files;

namespace SysOps.Backups.Restoring.Trees;

/// <summary>What a mirroring restore takes away below a folder that stays: each moves out of the way under a number, a folder with all that is in it.</summary>
internal sealed class Deletions
{
    private readonly PathBytes _place;
    private PathBytes? _last;

    /// <param name="place">Where they go, below the root of the swap.</param>
    public Deletions(PathBytes place) => _place = place;

    public List<SwapStep> Steps { get; } = [];

    public void Add(PathBytes path, FileFacts facts)
    {
        if (_last is not null && path.IsWithin(_last))
        {
            return;
        }

        _last = facts.Kind is FileKind.Folder ? path : _last;
        Steps.Add(new SwapStep
        {
            Target = path,
            Staged = PathBytes.Of(string.Create(CultureInfo.InvariantCulture, $"{_place}/{Steps.Count}")),
            Old = facts.Identity,
        });
    }
}
