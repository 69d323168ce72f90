namespace SysOps.Files.Native;

/// <summary>A system call failed: what was tried, on what, and the system's reason.</summary>
public sealed class NativeException : IOException
{
    /// <param name="action">What was tried, as a verb: "open".</param>
    /// <param name="name">On what; control characters and what is not UTF-8 are escaped.</param>
    /// <param name="error">The system's reason.</param>
    public NativeException(string action, ReadOnlySpan<byte> name, NativeError error)
        : base($"Cannot {action} '{PathDisplay.Of(name)}': {error.Message}.", error.Code)
    {
        Error = error;
    }

    public NativeError Error { get; }
}
