namespace SysOps;

/// <summary>An error that SysOps foresaw: what happened, to what, and what to do now.</summary>
public class SysOpsException : Exception
{
    /// <param name="id">One of <see cref="ErrorCatalogue"/>.</param>
    /// <param name="message">What happened, to what. No secret.</param>
    /// <param name="remedy">What to do now, as a sentence.</param>
    /// <param name="target">What the user named: a path, a setting, a component.</param>
    /// <param name="innerException">Where it came from, when it came from elsewhere.</param>
    public SysOpsException(ErrorId id, string message, string? remedy = null, object? target = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Id = id;
        Remedy = remedy;
        Target = target;
    }

    public ErrorId Id { get; }

    public ErrorKind Kind => Id.Kind;

    public string? Remedy { get; }

    public object? Target { get; }
}
