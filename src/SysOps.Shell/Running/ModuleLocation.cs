namespace SysOps.Shell.Running;

/// <summary>Where the module is: packed beside the shell, or in the checkout that the shell was built in.</summary>
internal static class ModuleLocation
{
    /// <summary>The manifest's full path; null when there is no module to be found.</summary>
    public static string? Manifest()
    {
        for (string? folder = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string manifest = Path.Combine(folder, "SysOps.psd1");
            if (File.Exists(manifest) && File.Exists(Path.Combine(folder, "module", "bin", "SysOps.dll")))
            {
                return manifest;
            }
        }

        return null;
    }
}
