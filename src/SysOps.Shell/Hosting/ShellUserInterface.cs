using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace SysOps.Shell.Hosting;

/// <summary>What the engine writes and asks. Data goes to standard output, everything said about it to standard error.</summary>
internal sealed class ShellUserInterface : PSHostUserInterface
{
    private const string AsParameter = "Give it as a parameter.";

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
        Answer.RequireTerminal("input", AsParameter);
        return Answer.Read(_terminal, "");
    }

    public override SecureString ReadLineAsSecureString()
    {
        Answer.RequireTerminal("a secret", AsParameter);
        return AskSecret("");
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        Answer.RequireTerminal(string.Join(", ", descriptions.Select(field => field.Name)), AsParameter);
        Announce(caption, message);
        var answers = new Dictionary<string, PSObject>(StringComparer.OrdinalIgnoreCase);
        foreach (FieldDescription field in descriptions)
        {
            answers[field.Name] = field.ParameterTypeName == nameof(SecureString) ? PSObject.AsPSObject(AskSecret($"{field.Name}: ")) : PSObject.AsPSObject(Answer.Read(_terminal, $"{field.Name}: "));
        }

        return answers;
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Answer.RequireTerminal("confirmation", $"Run it with -Confirm:$false to go ahead without being asked. The question: {message}");
        Announce(caption, message);
        return Choice.Ask(_terminal, choices, defaultChoice);
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        PromptForCredential(caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options)
    {
        Answer.RequireTerminal("a user name and a password", AsParameter);
        Announce(caption, message);
        string name = string.IsNullOrEmpty(userName) ? Answer.Read(_terminal, "User: ") : userName;
        return new PSCredential(name, AskSecret($"Password of {name}: "));
    }

    private SecureString AskSecret(string question)
    {
        var secret = new SecureString();
        foreach (char character in Answer.Read(_terminal, question, isSecret: true))
        {
            secret.AppendChar(character);
        }

        secret.MakeReadOnly();
        return secret;
    }

    private void Announce(string caption, string message)
    {
        foreach (string line in new[] { caption, message }.Where(line => !string.IsNullOrEmpty(line)))
        {
            _terminal.WriteError(line);
        }
    }
}
