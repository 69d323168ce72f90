using System.Management.Automation;
using SysOps.Logs.Rules;
using SysOps.Logs.Series;
using SysOps.Settings;

namespace SysOps.Binding;

/// <summary>Makes one rule of what a command line says.</summary>
internal sealed class LogRotationRules(PathResolver paths)
{
    private const string UsualPattern = "*.log";

    private readonly SortedSet<string> _files = new(StringComparer.Ordinal);

    /// <summary>Adds the logs of a folder, those that a pattern chooses, or one.</summary>
    /// <exception cref="SysOpsException">PathNotFound or PathInvalid.</exception>
    public void Add(string path)
    {
        IReadOnlyList<string> found = WildcardPattern.ContainsWildcardCharacters(path) ? paths.Existing(path) : [paths.Target(path)];
        foreach (string one in found)
        {
            if (Directory.Exists(one))
            {
                _files.UnionWith(Directory.EnumerateFiles(one, UsualPattern).Where(IsLive));
            }
            else if (IsLive(one) || found.Count == 1)
            {
                _files.Add(File.Exists(one) ? one : throw new SysOpsException(ErrorCatalogue.PathNotFound, $"'{one}' does not exist.", "Check the name and the current location.", path));
            }
        }
    }

    /// <summary>Adds the folder of logs that the configuration names.</summary>
    /// <exception cref="SysOpsException">LogPathMissing or PathNotFound.</exception>
    public void AddConfigured(SystemSettings settings)
    {
        string folder = settings.LogsPath
            ?? throw new SysOpsException(ErrorCatalogue.LogPathMissing, "No folder of logs is configured.", "Give -Path, or \"logs\": { \"path\": \"/var/log/app\" } in sysops.json.", "logs.path");
        Add(Directory.Exists(folder) ? folder : throw new SysOpsException(ErrorCatalogue.PathNotFound, $"'{folder}' does not exist.", "Check logs.path in sysops.json.", folder));
    }

    public LogRule ToRule(LogRule rule) => rule with { Files = [.. _files], Pattern = string.Join(' ', _files) };

    // A pattern such as * means the logs, and not what was made of them.
    private static bool IsLive(string path) => LogName.TryParse(Path.GetFileName(path)) is not { IsGeneration: true };
}
