using System.Text;

namespace SysOps.Settings;

/// <summary>Reads a secret from a file of its own.</summary>
internal static class SecretFile
{
    /// <summary>Far beyond any password or key; a wrong path (a log, a device) does not fill the memory.</summary>
    public const int MaximumBytes = 64 * 1024;

    /// <summary>The content without the line end at its end.</summary>
    /// <exception cref="SysOpsException">It is missing, may not be read, or is no secret by its size.</exception>
    public static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);
            await using (stream.ConfigureAwait(false))
            {
                byte[] content = new byte[MaximumBytes + 1];
                int length = await stream.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                return length <= MaximumBytes ? TextOf(content.AsSpan(0, length)) : throw new SysOpsException(
                    ErrorCatalogue.SecretUnreadable, $"The secret file '{path}' has more than {Size.Format(MaximumBytes)}: it is no secret.", "Correct the path in the configuration.", path);
            }
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SysOpsException(ErrorCatalogue.SecretNotFound, $"The secret file '{path}' does not exist.", "Create it, or correct the path in the configuration.", path, exception);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw new SysOpsException(ErrorCatalogue.SecretUnreadable, $"The secret file '{path}' cannot be read: {exception.Message}", "Let the user who runs SysOps read it (mode 0600 or 0640).", path, exception);
        }
    }

    private static string TextOf(ReadOnlySpan<byte> content) =>
        Encoding.UTF8.GetString(content.StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content).TrimEnd('\r', '\n');
}
