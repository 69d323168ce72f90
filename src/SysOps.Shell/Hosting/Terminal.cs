namespace SysOps.Shell.Hosting;

/// <summary>What the three standard streams are connected to, and the one progress line.</summary>
internal sealed class Terminal
{
    private const string ClearLine = "\r\e[K";

    private readonly bool _isDumb = Environment.GetEnvironmentVariable("TERM") is "dumb";
    private readonly bool _isColorless = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
    private bool _showsProgress;

    /// <summary>Somebody sees a prompt and can type commands.</summary>
    public static bool IsInteractive => !Console.IsInputRedirected && !Console.IsOutputRedirected;

    /// <summary>Somebody sees a question, which goes to standard error, and can answer it.</summary>
    public static bool CanAsk => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    /// <summary>Columns of the terminal; one that does not tell has 80, and a file takes more.</summary>
    public static int Width => Console.IsOutputRedirected ? 120 : Console.WindowWidth is > 0 and int width ? width : 80;

    public bool HasColor => !_isColorless && !_isDumb && !Console.IsOutputRedirected;

    public bool HasErrorColor => !_isColorless && !_isDumb && !Console.IsErrorRedirected;

    /// <summary>Standard output is for a program to read: what the host says goes to standard error.</summary>
    public bool KeepsOutputForData { get; set; }

    /// <summary>Ctrl+C was the answer to a question.</summary>
    public bool WasInterrupted { get; set; }

    /// <summary>What the host says: tables, and what -WhatIf would do.</summary>
    public void Write(string text)
    {
        EndProgress();
        (KeepsOutputForData ? Console.Error : Console.Out).Write(text);
    }

    public void WriteData(string text)
    {
        EndProgress();
        Console.Out.Write(text);
    }

    public void WriteError(string text, string color = "")
    {
        EndProgress();
        Console.Error.WriteLine(HasErrorColor && color.Length > 0 ? $"{color}{text}\e[0m" : text);
    }

    /// <summary>Redraws the one progress line; nothing where nobody would see it.</summary>
    public void ShowProgress(string text)
    {
        if (Console.IsErrorRedirected || _isDumb)
        {
            return;
        }

        int width = Width - 1;
        Console.Error.Write(ClearLine + (text.Length > width ? text[..width] : text));
        _showsProgress = true;
    }

    public void EndProgress()
    {
        if (_showsProgress)
        {
            Console.Error.Write(ClearLine);
            _showsProgress = false;
        }
    }
}
