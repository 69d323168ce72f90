using System.Collections.ObjectModel;
using System.Management.Automation.Host;

namespace SysOps.Shell.Hosting;

/// <summary>A question with a few answers, such as a confirmation.</summary>
internal static class Choice
{
    /// <summary>The index of the answer.</summary>
    public static int Ask(Terminal terminal, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        string keys = string.Join("  ", choices.Select(choice => $"[{Key(choice)}] {Label(choice)}"));
        string preset = defaultChoice >= 0 ? $" (default is \"{Key(choices[defaultChoice])}\")" : "";
        while (true)
        {
            string answer = Answer.Read(terminal, $"{keys}  [?] Help{preset}: ").Trim();
            int chosen = answer.Length == 0 ? defaultChoice : choices.ToList().FindIndex(choice => IsMeant(choice, answer));
            if (chosen >= 0)
            {
                return chosen;
            }

            foreach (ChoiceDescription choice in choices.Where(_ => answer == "?"))
            {
                terminal.WriteError($"{Key(choice)} - {choice.HelpMessage}");
            }
        }
    }

    private static bool IsMeant(ChoiceDescription choice, string answer) =>
        answer.Equals(Key(choice), StringComparison.OrdinalIgnoreCase) || answer.Equals(Label(choice), StringComparison.OrdinalIgnoreCase);

    private static string Label(ChoiceDescription choice) => choice.Label.Replace("&", "", StringComparison.Ordinal);

    private static string Key(ChoiceDescription choice)
    {
        int mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < choice.Label.Length ? choice.Label[mark + 1].ToString().ToUpperInvariant() : choice.Label;
    }
}
