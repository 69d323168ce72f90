namespace SysOps.Services;

/// <summary>A file by which a service shows that it runs. That it may not be read says nothing about the service.</summary>
internal static class SignFile
{
    /// <summary>Whether it is there.</summary>
    /// <exception cref="SysOpsException">This user may not look.</exception>
    public static bool Exists(string path) => Read(path, static path => !File.GetAttributes(path).HasFlag(FileAttributes.Directory));

    /// <summary>What reading gives; the default when it is not there.</summary>
    /// <exception cref="SysOpsException">This user may not read it.</exception>
    public static T? Read<T>(string path, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return default;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw new SysOpsException(ErrorCatalogue.ServiceSettingInvalid, $"'{path}' cannot be read: {exception.Message}", "Let the user who runs SysOps read it and search its folders.", path, exception);
        }
    }
}
