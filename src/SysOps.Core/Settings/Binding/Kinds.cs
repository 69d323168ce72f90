namespace SysOps.Settings.Binding;

/// <summary>Checks which keys a service's kind needs and which mean nothing to it.</summary>
internal static class Kinds
{
    /// <summary>Reports when none of the keys is there.</summary>
    public static void Require<TKind>(Section section, TKind kind, params string[] anyOf)
        where TKind : struct, Enum
    {
        if (!anyOf.Any(section.Has))
        {
            section.Setting.Error($"the kind {kind} needs {string.Join(" or ", anyOf.Select(key => $"'{key}'"))}, which is missing");
        }
    }

    public static void WarnUnused<TKind>(Section section, TKind kind, IEnumerable<string> keys)
        where TKind : struct, Enum
    {
        foreach (Setting unused in keys.Select(section.Find).OfType<Setting>())
        {
            unused.Warn($"has no effect for the kind {kind}");
        }
    }
}
