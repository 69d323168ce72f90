using System.Diagnostics.CodeAnalysis;

namespace SysOps.Settings.Binding;

/// <summary>Binds the sections that are a folder or a file and what is done with it.</summary>
internal static class FolderBinder
{
    public static WorkspacesSettings BindWorkspaces(Section section) => new()
    {
        Path = section.Require("path", Paths.TryRead, ""),
        Exclude = section.ReadList<string>("exclude", Globs.TryRead),
    };

    public static FolderSection BindLogs(Section section)
    {
        section.ExpectList("policies");
        return BindPath(section);
    }

    /// <summary>A section that is no more than its path yet.</summary>
    public static FolderSection BindPath(Section section) => new(section.Require<string>("path", Paths.TryRead, ""));

    public static bool TryReadConfigurationFile(Setting setting, [MaybeNullWhen(false)] out ConfigurationFileSettings value)
    {
        value = setting.Bind(section => new ConfigurationFileSettings
        {
            Path = section.Require("path", Paths.TryRead, ""),
            Schema = section.Read<string>("schema", Paths.TryRead),
            Required = section.ReadList<string>("required", Texts.TryReadFilled),
        });
        return value is not null;
    }
}
