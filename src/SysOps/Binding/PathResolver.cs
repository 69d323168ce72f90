using System.Collections.ObjectModel;
using System.Management.Automation;

namespace SysOps.Binding;

/// <summary>PowerShell paths (drives, the session's location, wildcards) as full paths of the file system.</summary>
internal sealed class PathResolver
{
    private const string FileSystem = "FileSystem";

    private readonly SessionState _session;

    public PathResolver(SessionState session) => _session = session;

    /// <summary>The session's location in the file system, which is not the process's.</summary>
    public string Location => _session.Path.CurrentFileSystemLocation.ProviderPath;

    /// <summary>The full path of one file or folder that need not exist; wildcard characters stand for themselves.</summary>
    /// <exception cref="SysOpsException">PathInvalid: it is not a path of the file system.</exception>
    public string Target(string path)
    {
        try
        {
            string full = _session.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            return Checked(path, full, provider);
        }
        catch (Exception exception) when (exception is ProviderNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderInvocationException or NotSupportedException)
        {
            throw Invalid(path, exception.Message, exception);
        }
    }

    /// <summary>The full paths that a path with wildcards stands for.</summary>
    /// <exception cref="SysOpsException">PathNotFound: there is none; PathInvalid: it is not a path of the file system.</exception>
    public IReadOnlyList<string> Existing(string path)
    {
        try
        {
            Collection<string> found = _session.Path.GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider);
            return [.. found.Select(full => Checked(path, full, provider))];
        }
        catch (ItemNotFoundException exception)
        {
            throw new SysOpsException(ErrorCatalogue.PathNotFound, $"'{path}' does not exist.", "Check the name and the current location.", path, exception);
        }
        catch (Exception exception) when (exception is ProviderNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderInvocationException or NotSupportedException)
        {
            throw Invalid(path, exception.Message, exception);
        }
    }

    private static string Checked(string path, string full, ProviderInfo provider) =>
        provider.Name == FileSystem ? full : throw Invalid(path, $"it belongs to the provider {provider.Name}", null);

    private static SysOpsException Invalid(string path, string reason, Exception? inner) =>
        new(ErrorCatalogue.PathInvalid, $"'{path}' is not a path of the file system: {reason.TrimEnd('.')}.", "Give a path of the file system.", path, inner);
}
