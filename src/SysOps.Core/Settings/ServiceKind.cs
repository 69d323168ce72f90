namespace SysOps.Settings;

/// <summary>How a background service is known.</summary>
public enum ServiceKind
{
    /// <summary>A systemd unit.</summary>
    Systemd,

    /// <summary>A process, by pid file or name.</summary>
    Process,

    /// <summary>An HTTP endpoint that answers while it works.</summary>
    Http,

    /// <summary>Only by its heartbeat or its queue.</summary>
    Heartbeat,
}
