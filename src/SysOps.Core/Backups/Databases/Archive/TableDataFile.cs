namespace SysOps.Backups.Databases.Archive;

/// <summary>Reads the data file of one table, as pg_dump writes it.</summary>
public static class TableDataFile
{
    private const int BufferSize = 1 << 18;

    /// <summary>Whether the end of the data stands in it: a file that a program closed because it ended ill has none.</summary>
    public static bool IsComplete(string path)
    {
        using FileStream stream = new(path, new FileStreamOptions { BufferSize = 0 });
        stream.Position = Math.Max(0, stream.Length - 16);
        Span<byte> tail = stackalloc byte[16];
        tail = tail[..stream.ReadAtLeast(tail, tail.Length, throwOnEndOfStream: false)];
        return tail.IndexOf("\n\\.\n"u8) >= 0 || (stream.Length < 16 && tail.StartsWith("\\.\n"u8));
    }

    /// <exception cref="SysOpsException">DatabaseDumpCorrupt.</exception>
    public static async Task<CopySum> SumAsync(string path, IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        var sum = new CopySum(FieldOrder.Of(columns));
        FileStream stream = new(path, new FileStreamOptions { Options = FileOptions.SequentialScan | FileOptions.Asynchronous, BufferSize = 0 });
        await using (stream.ConfigureAwait(false))
        {
            byte[] buffer = new byte[BufferSize];
            int read;
            while (!sum.HasEnded && (read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                Append(sum, buffer.AsSpan(0, read), path);
            }
        }

        return sum.HasEnded ? sum : throw Corrupt(path, "it ends before the data does", null);
    }

    private static void Append(CopySum sum, ReadOnlySpan<byte> bytes, string path)
    {
        try
        {
            sum.Append(bytes);
        }
        catch (FormatException exception)
        {
            throw Corrupt(path, exception.Message, exception);
        }
    }

    private static SysOpsException Corrupt(string path, string problem, Exception? inner) =>
        new(ErrorCatalogue.DatabaseDumpCorrupt, $"The data file '{Path.GetFileName(path)}' is damaged: {problem}.", "Make the backup again, or use another one.", path, inner);
}
