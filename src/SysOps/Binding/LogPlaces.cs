using System.Management.Automation;
using SysOps.Files;
using SysOps.Logs.Removing;
using SysOps.Settings;

namespace SysOps.Binding;

/// <summary>Collects where logs are looked for: folders, patterns and single files as they were named or piped.</summary>
internal sealed class LogPlaces
{
    private readonly Dictionary<string, HashSet<string>> _files = new(StringComparer.Ordinal);
    private readonly List<LogPlace> _places = [];
    private readonly PathResolver _paths;
    private readonly bool _recurse;

    public LogPlaces(SessionState session, bool recurse)
    {
        _paths = new PathResolver(session);
        _recurse = recurse;
    }

    public IReadOnlyList<LogPlace> All => [.. _places, .. _files.Select(folder => new LogPlace { Folder = folder.Key, Selection = new ChosenSelection(folder.Value) })];

    /// <summary>Wildcards in the last name choose files, those before it folders.</summary>
    /// <exception cref="SysOpsException">PathNotFound, PathInvalid, or LogPlaceRefused.</exception>
    public void Add(string path)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(path))
        {
            AddLiteral(path);
            return;
        }

        // A drive alone ends with a colon; a backslash parts names on Windows only.
        int end = path.LastIndexOfAny(OperatingSystem.IsWindows() ? ['/', '\\', ':'] : ['/', ':']) + 1;
        (string parent, string name) = (path[..end], path[end..]);
        string[] folders = parent.Length == 0 ? [_paths.Location] : [.. _paths.Existing(parent).Where(Directory.Exists)];
        if (!WildcardPattern.ContainsWildcardCharacters(name))
        {
            Array.ForEach(folders, folder => AddIfThere(Path.Combine(folder, name)));
            return;
        }

        // A grave accent makes the next character plain, as a backslash does in a pattern of paths.
        ChosenSelection chosen = new(new PathGlob(name.Replace('`', '\\')));
        Array.ForEach(folders, folder => _places.Add(new LogPlace { Folder = Checked(folder), Selection = chosen, Recurse = _recurse }));
    }

    /// <exception cref="SysOpsException">PathNotFound, PathInvalid, or LogPlaceRefused.</exception>
    public void AddLiteral(string path)
    {
        string full = _paths.Target(path);
        if (!AddIfThere(full))
        {
            throw new SysOpsException(ErrorCatalogue.PathNotFound, $"'{full}' does not exist.", "Check the name and the current location.", path);
        }
    }

    /// <summary>Adds the folder of logs that the configuration names.</summary>
    /// <exception cref="SysOpsException">LogPathMissing, PathNotFound, or LogPlaceRefused.</exception>
    public void AddConfigured(SystemSettings settings) => AddLiteral(settings.LogsPath
        ?? throw new SysOpsException(ErrorCatalogue.LogPathMissing, "No folder of logs is configured.", "Give -Path, or \"logs\": { \"path\": \"/var/log/app\" } in sysops.json.", "logs.path"));

    private bool AddIfThere(string full)
    {
        if (Directory.Exists(full))
        {
            _places.Add(new LogPlace { Folder = Checked(full), Recurse = _recurse });
            return true;
        }

        if (!File.Exists(full))
        {
            return false;
        }

        string folder = Path.GetDirectoryName(full)!;
        if (!_files.TryGetValue(folder, out HashSet<string>? names))
        {
            _files.Add(folder, names = new HashSet<string>(StringComparer.Ordinal));
        }

        names.Add(Path.GetFileName(full));
        return true;
    }

    private string Checked(string folder) => _recurse && Path.GetPathRoot(folder) == folder
        ? throw new SysOpsException(ErrorCatalogue.LogPlaceRefused, $"'{folder}' with -Recurse is the whole machine.", "Name the folders that hold logs.", folder)
        : folder;
}
