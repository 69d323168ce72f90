namespace SysOps.Health.Resources.Linux;

/// <summary>Swap of a control group.</summary>
/// <param name="Bytes">How much it may use; null without a limit.</param>
/// <param name="Used">How much it uses.</param>
public sealed record SwapLimit(long? Bytes, long Used);
