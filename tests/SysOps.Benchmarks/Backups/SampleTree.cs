using System.Globalization;
using System.Text;

namespace SysOps.Benchmarks.Backups;

/// <summary>A tree of files, the same each time: seven in ten like text, the others like what is compressed already.</summary>
internal sealed class SampleTree
{
    private const int FilesOfFolder = 500;

    private static readonly string[] Words = [.. Enumerable.Range(0, 4000).Select(number => Convert.ToHexStringLower(BitConverter.GetBytes(number * 2654435761L))[..(3 + (number % 9))])];

    private readonly string _root;
    private readonly int _count;
    private readonly int _size;
    private readonly Random _random = new(20260101);
    private readonly byte[] _buffer;

    /// <param name="root">Full path; it must not exist.</param>
    /// <param name="count">How many files.</param>
    /// <param name="size">What each has on the average, in bytes.</param>
    public SampleTree(string root, int count, int size)
    {
        _root = root;
        _count = count;
        _size = size;
        _buffer = new byte[size * 2];
        for (int number = 0; number < count; number++)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(number))!);
            Write(number);
        }
    }

    /// <summary>Gives other content to one file in a hundred.</summary>
    public void Change()
    {
        for (int change = 0; change < _count / 100; change++)
        {
            Write(_random.Next(_count));
        }
    }

    private string PathOf(int number) => Path.Combine(_root, (number / FilesOfFolder).ToString("d4", CultureInfo.InvariantCulture), $"file {number.ToString(CultureInfo.InvariantCulture)}");

    private void Write(int number)
    {
        int length = (_size / 2) + _random.Next(_size);
        Span<byte> content = _buffer.AsSpan(0, length);
        if (number % 10 < 7)
        {
            FillWithWords(content);
        }
        else
        {
            _random.NextBytes(content);
        }

        File.WriteAllBytes(PathOf(number), content);
    }

    private void FillWithWords(Span<byte> content)
    {
        while (!content.IsEmpty)
        {
            string word = Words[(int)(Math.Pow(_random.NextDouble(), 3) * Words.Length)] + " ";
            int length = Math.Min(word.Length, content.Length);
            Encoding.ASCII.GetBytes(word.AsSpan(0, length), content);
            content = content[length..];
        }
    }
}
