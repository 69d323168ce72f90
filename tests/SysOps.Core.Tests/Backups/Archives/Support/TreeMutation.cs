using System.Text;
using SysOps.Files.Native;

namespace SysOps.Core.Tests.Backups.Archives.Support;

/// <summary>Changes a tree at random, in all the ways in which users change theirs. The same seed makes the same changes.</summary>
internal sealed class TreeMutation(string root, Random random)
{
    private static readonly string[] Names = ["a", "b", "c d", "-e", "ü\nf"];

    public void Apply(int changes)
    {
        for (int change = 0; change < changes; change++)
        {
            ApplyOne();
        }
    }

    private void ApplyOne()
    {
        string fresh = Path.Combine(Pick(Folders()), Names[random.Next(Names.Length)]);
        string? file = Pick(Files());
        string? any = Pick([.. Files(), .. Folders().Skip(1)]);
        switch (random.Next(14))
        {
            case 0 or 1 or 2 when !Path.Exists(fresh): File.WriteAllBytes(fresh, Content()); break;
            case 3 when !Path.Exists(fresh): Directory.CreateDirectory(fresh); break;
            case 4 when file is not null: File.AppendAllText(file, "more"); break;
            case 5 when file is not null && new FileInfo(file).Length > 0: Overwrite(file); break;
            case 6 when file is not null: File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 1, 0, 0, random.Next(60), DateTimeKind.Utc)); break;
            case 7 when file is not null: File.SetUnixFileMode(file, (UnixFileMode)random.Next(0x100, 0x200)); break;
            case 8 when any is not null: Remove(any); break;
            case 9 when any is not null && !Path.Exists(fresh) && !fresh.StartsWith(any + "/", StringComparison.Ordinal): Move(any, fresh); break;
            case 10 when file is not null && !Path.Exists(fresh): Link(fresh, file); break;
            case 11 when file is not null: Replace(file); break;
            case 12 when any is not null: Become(any); break;
            case 13 when !Path.Exists(fresh): File.CreateSymbolicLink(fresh, Names[random.Next(Names.Length)]); break;
        }
    }

    private string[] Folders() => [root, .. Directory.EnumerateDirectories(root, "*", Real()).Order(StringComparer.Ordinal)];

    private string[] Files() => [.. Directory.EnumerateFiles(root, "*", Real()).Where(file => File.ResolveLinkTarget(file, returnFinalTarget: false) is null).Order(StringComparer.Ordinal)];

    private static EnumerationOptions Real() => new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    private T Pick<T>(T[] some) => some.Length == 0 ? default! : some[random.Next(some.Length)];

    private byte[] Content()
    {
        byte[] content = new byte[random.Next(4) == 0 ? 0 : random.Next(20_000)];
        random.NextBytes(content);
        return content;
    }

    private static void Overwrite(string file)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.ReadWrite);
        int one = stream.ReadByte();
        stream.Position = 0;
        stream.WriteByte((byte)~one);
    }

    // Another file with the same content takes its place.
    private static void Replace(string file)
    {
        byte[] content = File.ReadAllBytes(file);
        File.Delete(file);
        File.WriteAllBytes(file, content);
    }

    private void Become(string path)
    {
        bool isFolder = Directory.Exists(path);
        Remove(path);
        if (isFolder)
        {
            File.WriteAllBytes(path, Content());
        }
        else if (random.Next(2) == 0)
        {
            Directory.CreateDirectory(path);
            File.WriteAllBytes(Path.Combine(path, "a"), Content());
        }
        else
        {
            File.CreateSymbolicLink(path, "b");
        }
    }

    private static void Link(string path, string file)
    {
        using NativeFolder folder = NativeFolder.Open(Path.GetDirectoryName(path)!);
        using NativeFolder other = NativeFolder.Open(Path.GetDirectoryName(file)!);
        folder.CreateHardLink(Encoding.UTF8.GetBytes(Path.GetFileName(path)), other, Encoding.UTF8.GetBytes(Path.GetFileName(file)));
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }

    private static void Move(string path, string target)
    {
        if (Directory.Exists(path))
        {
            Directory.Move(path, target);
        }
        else
        {
            File.Move(path, target);
        }
    }
}
