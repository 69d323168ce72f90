namespace SysOps.Logs.Logrotate;

/// <summary>What stands behind a directive.</summary>
internal enum DirectiveArgument
{
    /// <summary>Nothing: another directive may follow on the line.</summary>
    None,

    /// <summary>A value; without one the directive is an error.</summary>
    Value,

    /// <summary>A value; without one logrotate leaves the line out, and so does this.</summary>
    LenientValue,

    /// <summary>The rest of the line, which may be empty.</summary>
    Line,

    /// <summary>A script up to <c>endscript</c>.</summary>
    Script,
}
