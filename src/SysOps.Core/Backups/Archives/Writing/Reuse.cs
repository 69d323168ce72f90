namespace SysOps.Backups.Archives.Writing;

/// <summary>Whether the parent's entry is taken over.</summary>
internal enum Reuse
{
    None,
    AsItIs,

    /// <summary>When its content turns out to be the same.</summary>
    AfterReading,
}
