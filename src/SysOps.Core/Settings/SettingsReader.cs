using System.Text.Json;
using SysOps.Files;
using SysOps.Settings.Reading;
using SysOps.Settings.Sections;

namespace SysOps.Settings;

/// <summary>Reads <c>sysops.json</c>: checked, typed, with everything that is wrong in it told at once.</summary>
public static class SettingsReader
{
    // A configuration is some kilobytes; a file beyond this was named by mistake.
    private const int LargestFile = 4 * 1024 * 1024;

    /// <param name="path">The file's full path.</param>
    /// <exception cref="SysOpsException">ConfigurationNotFound, ConfigurationUnreadable, ConfigurationUnsafe.</exception>
    /// <exception cref="SettingsException">ConfigurationInvalid: every error with line, column and setting.</exception>
    public static SettingsDocument Read(string path) => Parse(Load(path), path);

    /// <summary>Reads a configuration from its bytes; relative paths start at the folder of the path, which need not exist.</summary>
    /// <exception cref="SettingsException">ConfigurationInvalid: every error with line, column and setting.</exception>
    public static SettingsDocument Parse(byte[] content, string path)
    {
        var problems = new ProblemList(path);
        var context = new ReadingContext(Path.GetDirectoryName(path) ?? path, problems);
        SystemSettings? settings = null;
        if (new SettingsParser(content, problems).Parse() is { } root)
        {
            if (root.Kind is JsonValueKind.Object)
            {
                settings = SystemSection.Read(new SectionReader(context, root), path);
            }
            else
            {
                problems.Error(root.Line, root.Column, "", $"Expected an object {{ … }}, found {root.Description}.");
            }
        }

        if (problems.HasErrors || settings is null)
        {
            throw new SettingsException(path, problems.InOrder);
        }

        return new SettingsDocument { Settings = settings, Warnings = problems.InOrder, KnownKeys = context.KnownKeys };
    }

    private static byte[] Load(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            TrustedFile.Check(file.SafeFileHandle, path);
            if (file.Length > LargestFile)
            {
                throw new SysOpsException(ErrorCatalogue.ConfigurationUnreadable, $"'{path}' has {Size.Format(file.Length)}; that is no configuration.", "Name the right file.", path);
            }

            using var content = new MemoryStream();
            file.CopyTo(content);
            return content.ToArray();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SysOpsException(ErrorCatalogue.ConfigurationNotFound, $"The configuration '{path}' does not exist.", "Correct the path, or make the file.", path, exception);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw new SysOpsException(ErrorCatalogue.ConfigurationUnreadable, $"The configuration '{path}' cannot be read: {exception.Message}", "Run as a user who may read it.", path, exception);
        }
    }
}
