using System.Text;

namespace SysOps.Core.Tests.Backups.Databases;

/// <summary>Writes a table of contents as pg_dump of each version does (WriteHead and WriteToc in its pg_backup_archiver.c): of most versions there is no server here.</summary>
internal sealed class ArchiveWriter(int minor, int integerSize = 4)
{
    private readonly List<byte> _bytes = [];

    public static byte[] Write(int minor, int entries = 1, int integerSize = 4)
    {
        var writer = new ArchiveWriter(minor, integerSize);
        writer.Header(entries);
        for (int index = 1; index <= entries; index++)
        {
            writer.Entry(index);
        }

        return writer._bytes.ToArray();
    }

    private void Header(int entries)
    {
        _bytes.AddRange("PGDMP"u8.ToArray());
        _bytes.AddRange((byte[])[1, (byte)minor, 0, (byte)integerSize, 8, 3]);
        if (minor >= 15)
        {
            _bytes.Add(0);
        }
        else
        {
            Integer(-1);
        }

        foreach (int part in (int[])[1, 2, 3, 4, 5, 126, 0])
        {
            Integer(part);
        }

        Text("shop");
        Text("the server's version");
        Text("the program's version");
        Integer(entries);
    }

    private void Entry(int id)
    {
        Integer(id);
        Integer(1);
        Text("0");
        Text((16000 + id).ToString());
        Text("a tag\nof two lines");
        Text("TABLE DATA");
        Integer(3);
        Text("");
        Text(null);
        Text($"COPY public.\"t{id}\" (\"ü\", b) FROM stdin;\n");
        Text("public");
        Text("");
        if (minor >= 14)
        {
            Text("heap");
        }

        if (minor >= 16)
        {
            Integer('r');
        }

        Text("öwner");
        Text("false");
        Text("215");
        Text("216");
        Text(null);
        Text($"{id}.dat");
    }

    private void Integer(int value)
    {
        _bytes.Add((byte)(value < 0 ? 1 : 0));
        long magnitude = Math.Abs((long)value);
        for (int index = 0; index < integerSize; index++)
        {
            _bytes.Add((byte)(magnitude >> (8 * index)));
        }
    }

    private void Text(string? value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value ?? "");
        Integer(value is null ? -1 : bytes.Length);
        _bytes.AddRange(bytes);
    }
}
