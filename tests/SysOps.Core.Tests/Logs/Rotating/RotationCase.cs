namespace SysOps.Core.Tests.Logs.Rotating;

/// <summary>A tree, a configuration and a state: rotated by logrotate and by SysOps they end as the same.</summary>
/// <param name="Configuration">In logrotate's language; a semicolon ends a line, @ is the folder of logs.</param>
/// <param name="Files">Parted by semicolons: <see cref="LogTree"/>.</param>
/// <param name="State">Such as <c>a.log -8d; b.log -3h</c>.</param>
/// <param name="Force">Whether all is due.</param>
/// <param name="Runs">How often it is run.</param>
/// <param name="Fails">Whether the exit code is not 0.</param>
/// <param name="Included">More files of the language beside the first: name=text, parted by bars.</param>
public sealed record RotationCase(string Configuration, string Files, string State = "", bool Force = false, int Runs = 1, bool Fails = false, string Included = "");
