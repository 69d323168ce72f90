using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace SysOps.Shell.Hosting;

/// <summary>What the engine writes and asks. Data goes to standard output, everything said about it to standard error.</summary>
internal sealed class ShellUserInterface : PSHostUserInterface
{
    private readonly Terminal _terminal;

    public ShellUserInterface(Terminal terminal)
    {
        _terminal = terminal;
        RawUI = new ShellRawUserInterface();
    }

    public override PSHostRawUserInterface RawUI { get; }

    public override bool SupportsVirtualTerminal => _terminal.HasColor;

    public override void Write(string value) => _terminal.Write(GetOutputString(value, SupportsVirtualTerminal));

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    public override void WriteErrorLine(string value) => _terminal.WriteError(value, "\e[31;1m");

    public override void WriteWarningLine(string message) => _terminal.WriteError("WARNING: " + message, "\e[33;1m");

    public override void WriteVerboseLine(string message) => _terminal.WriteError("VERBOSE: " + message, "\e[33;1m");

    public override void WriteDebugLine(string message) => _terminal.WriteError("DEBUG: " + message, "\e[33;1m");

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        if (record.RecordType is ProgressRecordType.Completed)
        {
            _terminal.EndProgress();
            return;
        }

        string percent = record.PercentComplete >= 0 ? $" {record.PercentComplete} %" : "";
        string left = record.SecondsRemaining >= 0 ? $", {TimeSpan.FromSeconds(record.SecondsRemaining):c} left" : "";
        _terminal.ShowProgress($"{record.Activity}:{percent} {record.StatusDescription}{left}");
    }

    public override string ReadLine()
    {
        RequireTerminal("input");
        return Console.ReadLine() ?? "";
    }

    public override SecureString ReadLineAsSecureString()
    {
        RequireTerminal("a secret");
        var secret = new SecureString();
        for (ConsoleKeyInfo key = Console.ReadKey(intercept: true); key.Key is not ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key is not ConsoleKey.Backspace)
            {
                secret.AppendChar(key.KeyChar);
            }
            else if (secret.Length > 0)
            {
                secret.RemoveAt(secret.Length - 1);
            }
        }

        Console.Error.WriteLine();
        return secret;
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        RequireTerminal(string.Join(", ", descriptions.Select(field => field.Name)));
        Announce(caption, message);
        var answers = new Dictionary<string, PSObject>(StringComparer.OrdinalIgnoreCase);
        foreach (FieldDescription field in descriptions)
        {
            Console.Error.Write($"{field.Name}: ");
            answers[field.Name] = PSObject.AsPSObject(field.ParameterTypeName == nameof(SecureString) ? ReadLineAsSecureString() : ReadLine());
        }

        return answers;
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        if (!_terminal.IsInputInteractive)
        {
            throw new PSInvalidOperationException($"This asks for confirmation, and there is no terminal to ask on: {message} Run it with -Confirm:$false to go ahead without being asked.");
        }

        Announce(caption, message);
        while (true)
        {
            Console.Error.Write($"{string.Join("  ", choices.Select(choice => $"[{Key(choice)}] {choice.Label.Replace("&", "", StringComparison.Ordinal)}"))}{(defaultChoice >= 0 ? $" (default is \"{Key(choices[defaultChoice])}\")" : "")}: ");
            string? answer = Console.ReadLine();
            if (answer is null)
            {
                throw new PSInvalidOperationException("The input ended before an answer was given.");
            }

            int chosen = answer.Length == 0 ? defaultChoice : choices.ToList().FindIndex(choice => answer.Trim().Equals(Key(choice), StringComparison.OrdinalIgnoreCase) || answer.Trim().Equals(choice.Label.Replace("&", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
            if (chosen >= 0)
            {
                return chosen;
            }
        }
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        PromptForCredential(caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options)
    {
        RequireTerminal("a user name and a password");
        Announce(caption, message);
        string name = userName;
        if (string.IsNullOrEmpty(name))
        {
            Console.Error.Write("User: ");
            name = ReadLine();
        }

        Console.Error.Write($"Password of {name}: ");
        return new PSCredential(name, ReadLineAsSecureString());
    }

    private static string Key(ChoiceDescription choice)
    {
        int mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < choice.Label.Length ? choice.Label[mark + 1].ToString().ToUpperInvariant() : choice.Label;
    }

    private static void Announce(string caption, string message)
    {
        foreach (string line in new[] { caption, message }.Where(line => !string.IsNullOrEmpty(line)))
        {
            Console.Error.WriteLine(line);
        }
    }

    private void RequireTerminal(string what)
    {
        if (!_terminal.IsInputInteractive)
        {
            throw new PSInvalidOperationException($"This asks for {what}, and there is no terminal to ask on. Give it as a parameter.");
        }
    }
}
