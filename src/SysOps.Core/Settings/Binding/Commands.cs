using System.Diagnostics.CodeAnalysis;
using SysOps.Settings.Syntax;

namespace SysOps.Settings.Binding;

/// <summary>Reads commands: a program and its arguments. No shell reads them, so each is one item of the list.</summary>
internal static class Commands
{
    private const string Expected = "a program and its arguments, such as [\"/usr/bin/systemctl\", \"stop\", \"api\"]";

    public static bool TryRead(Setting setting, [MaybeNullWhen(false)] out IReadOnlyList<string> value)
    {
        value = null;
        if (setting.Node is not SettingArray { Items.Count: > 0 })
        {
            // What stands in its place may be a command line with a password.
            return setting.UnexpectedSecret(Expected);
        }

        List<string> words = [];
        foreach (Setting item in setting.Items())
        {
            if (words.Count == 0 ? Texts.TryReadFilled(item, out string? word) : Texts.TryRead(item, out word))
            {
                words.Add(word);
                continue;
            }

            return false;
        }

        value = words;
        return true;
    }
}
