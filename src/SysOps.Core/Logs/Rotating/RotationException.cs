namespace SysOps.Logs.Rotating;

/// <summary>A log cannot be rotated: others can.</summary>
internal sealed class RotationException(string message) : IOException(message);
