namespace SysOps.Shell.Hosting;

/// <summary>What the three standard streams are connected to, and the one progress line.</summary>
internal sealed class Terminal
{
    private const string ClearLine = "\r\e[K";

    private readonly bool _isPlain = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || Environment.GetEnvironmentVariable("TERM") is "dumb";
    private bool _showsProgress;

    public bool IsInputInteractive { get; } = !Console.IsInputRedirected;

    public bool HasColor => !_isPlain && !Console.IsOutputRedirected;

    public bool HasErrorColor => !_isPlain && !Console.IsErrorRedirected;

    /// <summary>Columns of the terminal; one that does not tell has 80, and a file takes more.</summary>
    public static int Width => Console.IsOutputRedirected ? 120 : Console.WindowWidth is > 0 and int width ? width : 80;

    public void Write(string text)
    {
        EndProgress();
        Console.Out.Write(text);
    }

    public void WriteError(string text, string color)
    {
        EndProgress();
        Console.Error.WriteLine(HasErrorColor ? $"{color}{text}\e[0m" : text);
    }

    /// <summary>Redraws the one progress line; nothing where nobody would see it.</summary>
    public void ShowProgress(string text)
    {
        if (Console.IsErrorRedirected)
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
