using System.Text.Json;
using SysOps.Settings;

namespace SysOps.Backups.Repositories;

/// <summary>Who holds a lock, for people: the lock itself does not depend on it.</summary>
public sealed record LockHolder
{
    /// <summary>Of this one taking of the lock.</summary>
    public required Guid Id { get; init; }

    public required RepositoryLockMode Mode { get; init; }

    /// <summary>The cmdlet.</summary>
    public required string Operation { get; init; }

    public required ProcessIdentity Process { get; init; }

    /// <summary>When it was taken.</summary>
    public required DateTimeOffset Since { get; init; }

    public required DateTimeOffset Heartbeat { get; init; }

    internal static LockHolder Of(LockRequest request)
    {
        DateTimeOffset now = request.Time.GetUtcNow();
        return new LockHolder { Id = Guid.NewGuid(), Mode = request.Mode, Operation = request.Operation, Process = ProcessIdentity.Current, Since = now, Heartbeat = now };
    }

    internal byte[] Write() => [.. JsonSerializer.SerializeToUtf8Bytes(this, RepositoryJson.Default.LockHolder), (byte)'\n'];

    /// <summary>Null when nobody has written it, or not all of it yet.</summary>
    internal static LockHolder? Read(ReadOnlySpan<byte> content)
    {
        try
        {
            return content.IsEmpty ? null : JsonSerializer.Deserialize(content, RepositoryJson.Default.LockHolder);
        }
        catch (JsonException)
        {
            // It is being written just now; the lock is held all the same.
            return null;
        }
    }

    /// <summary>As a part of a sentence: <c>New-SystemBackup of process 4711 on host7, for 3m 5s</c>.</summary>
    internal string Describe(DateTimeOffset now)
    {
        TimeSpan held = now > Since ? now - Since : TimeSpan.Zero;
        return $"{Operation} of process {Process.ProcessId} on {Process.Host}, for {Duration.Describe(held)} (since {Since:yyyy-MM-dd HH:mm:ss} UTC)";
    }
}
