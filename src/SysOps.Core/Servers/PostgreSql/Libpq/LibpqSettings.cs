namespace SysOps.Servers.PostgreSql.Libpq;

/// <summary>A connection as libpq takes it: variables of the environment, entries of a service file for what has no variable, and the password.</summary>
public sealed class LibpqSettings(int major)
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _service = new(StringComparer.Ordinal);
    private readonly List<string> _options = [];

    /// <summary>Nothing secret among them.</summary>
    public IReadOnlyDictionary<string, string> Variables => _variables;

    /// <summary>May hold the password of a client key: for a file of ours alone.</summary>
    public IReadOnlyDictionary<string, string> Service => _service;

    public string? Password { get; set; }

    /// <summary>The value of PGOPTIONS; of two settings of one name the later one counts.</summary>
    public string Options => string.Join(' ', _options);

    public static SysOpsException Refusal(string keyword, string reason) => new(
        ErrorCatalogue.DatabaseSettingInvalid, $"'{keyword}' of database.connectionString cannot be handed to PostgreSQL's programs: {reason}.", $"Remove '{keyword}' or change it; it is not dropped silently, as that could weaken the connection.", "database.connectionString");

    public void Set(string variable, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _variables[variable] = value;
        }
    }

    /// <summary>Sets a variable that older programs would ignore.</summary>
    public void SetFor(string keyword, string variable, string? value, int since)
    {
        RefuseWhen(value is not null && major < since, keyword, $"they are of version {major}, and only those of {since} and later know it");
        Set(variable, value);
    }

    public void SetService(string keyword, string entry, string? value, int since)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        RefuseWhen(major < since, keyword, $"they are of version {major}, and only those of {since} and later know it");

        // A service file has one entry a line and trims it.
        RefuseWhen(value.Contains('\n', StringComparison.Ordinal) || value.Trim() != value, keyword, "its value begins or ends with a space, or holds a line break");
        _service[entry] = value;
    }

    public void AddOptions(string? options)
    {
        if (!string.IsNullOrWhiteSpace(options))
        {
            _options.Add(options);
        }
    }

    /// <summary>Adds <c>-c name=value</c>; the server splits the options at spaces unless a backslash precedes them.</summary>
    public void AddOption(string name, string? value)
    {
        if (value is not null)
        {
            _options.Add($"-c {name}={value.Replace("\\", @"\\", StringComparison.Ordinal).Replace(" ", "\\ ", StringComparison.Ordinal)}");
        }
    }

    public static void RefuseWhen(bool condition, string keyword, string reason)
    {
        if (condition)
        {
            throw Refusal(keyword, reason);
        }
    }
}
