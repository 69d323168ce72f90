using System.Text;

namespace SysOps.Backups.Databases.Restoring;

/// <summary>Reads a list such as <c>"$user", "Other Schema", public</c>, as settings hold it.</summary>
public static class NameList
{
    public static IReadOnlyList<string> Split(string text)
    {
        List<string> names = [];
        StringBuilder name = new();
        bool quoted = false;
        for (int index = 0; index < text.Length; index++)
        {
            char character = text[index];
            if (character == '"' && quoted && index + 1 < text.Length && text[index + 1] == '"')
            {
                name.Append(text[++index]);
            }
            else if (character == '"')
            {
                quoted = !quoted;
            }
            else if (character == ',' && !quoted)
            {
                names.Add(name.ToString());
                name.Clear();
            }
            else if (quoted || !char.IsWhiteSpace(character))
            {
                name.Append(character);
            }
        }

        names.Add(name.ToString());
        return names;
    }
}
