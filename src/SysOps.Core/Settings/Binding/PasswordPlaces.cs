using SysOps.Settings.Syntax;

namespace SysOps.Settings.Binding;

/// <summary>Warns of a password that is given both in the connection string and beside it.</summary>
internal static class PasswordPlaces
{
    public static void Check(Section section)
    {
        if (section.Find("password") is { } password
            && section.Find("connectionString")?.Node is SettingText connection
            && CredentialPatterns.HasPassword(connection.Value))
        {
            password.Warn("the connection string holds a password as well; this one is used");
        }
    }
}
