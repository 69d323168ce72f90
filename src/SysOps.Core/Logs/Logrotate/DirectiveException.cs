namespace SysOps.Logs.Logrotate;

/// <summary>A directive cannot be honoured: its block is left out, or when it stands in none, the rest of its file.</summary>
/// <param name="message">What is wrong, without a full stop.</param>
/// <param name="endsFile">Whether the rest of the file is left out even when it stands in a block.</param>
internal sealed class DirectiveException(string message, bool endsFile = false) : Exception(message)
{
    public bool EndsFile => endsFile;
}
