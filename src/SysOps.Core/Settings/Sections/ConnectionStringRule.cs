using SysOps.Settings.Reading;

namespace SysOps.Settings.Sections;

/// <summary>Warns of passwords where a reference could stand.</summary>
internal static class ConnectionStringRule
{
    public static void WarnOfPassword(SectionReader section, SensitiveText? connection)
    {
        if (connection is null || Redactor.MaskConnectionString(connection.Template) == connection.Template)
        {
            return;
        }

        if (section.Has("password"))
        {
            section.Warning("connectionString", "It holds a password, and 'password' gives one too; that one is used. Remove it here.");
        }
        else if (!EnvironmentReferences.Any(connection.Template))
        {
            section.Warning("connectionString", "It holds a password in clear. Better take it out and write \"password\": { \"env\": name } or { \"file\": path }.");
        }
    }
}
