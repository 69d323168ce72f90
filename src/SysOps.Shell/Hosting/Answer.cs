using System.Management.Automation;
using System.Text;

namespace SysOps.Shell.Hosting;

/// <summary>Reads the answer to a question key by key: Ctrl+C ends the command that asks at once, not at the next Enter.</summary>
internal static class Answer
{
    /// <exception cref="PipelineStoppedException">Ctrl+C.</exception>
    /// <exception cref="PSInvalidOperationException">There is nobody to answer.</exception>
    public static string Read(Terminal terminal, string question, bool isSecret = false)
    {
        Console.Error.Write(question);
        bool treated = Console.TreatControlCAsInput;
        Console.TreatControlCAsInput = true;
        try
        {
            return ReadKeys(terminal, isSecret);
        }
        finally
        {
            Console.TreatControlCAsInput = treated;
            Console.Error.WriteLine();
        }
    }

    /// <exception cref="PSInvalidOperationException">There is no terminal.</exception>
    public static void RequireTerminal(string what, string remedy)
    {
        if (!Terminal.CanAsk)
        {
            throw new PSInvalidOperationException($"This asks for {what}, and there is no terminal to ask on. {remedy}");
        }
    }

    private static string ReadKeys(Terminal terminal, bool isSecret)
    {
        var answer = new StringBuilder();
        while (true)
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            bool control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    return answer.ToString();
                case ConsoleKey.C when control:
                    terminal.WasInterrupted = true;
                    throw new PipelineStoppedException();
                case ConsoleKey.D when control && answer.Length == 0:
                    throw new PSInvalidOperationException("The input ended before an answer was given.");
                case ConsoleKey.Backspace when answer.Length > 0:
                    answer.Length--;
                    Echo("\b \b", isSecret);
                    break;
                default:
                    if (!char.IsControl(key.KeyChar))
                    {
                        answer.Append(key.KeyChar);
                        Echo(key.KeyChar.ToString(), isSecret);
                    }

                    break;
            }
        }
    }

    private static void Echo(string text, bool isSecret)
    {
        if (!isSecret)
        {
            Console.Error.Write(text);
        }
    }
}
