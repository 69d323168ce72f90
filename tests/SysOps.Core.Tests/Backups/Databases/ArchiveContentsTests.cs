using System.Text;
using CsCheck;
using SysOps.Backups.Databases.Archive;

namespace SysOps.Core.Tests.Backups.Databases;

public sealed class ArchiveContentsTests
{
    [Theory]
    [InlineData(12, 4)]
    [InlineData(13, 4)]
    [InlineData(14, 4)]
    [InlineData(15, 4)]
    [InlineData(16, 4)]
    [InlineData(14, 8)]
    public void Every_version_of_the_format_is_read(int minor, int integerSize)
    {
        ArchiveContents contents = ArchiveContents.Parse(ArchiveWriter.Write(minor, 3, integerSize), Encoding.UTF8);

        Assert.Equal(new Version(1, minor), contents.FormatVersion);
        Assert.Equal(("the server's version", "the program's version"), (contents.ServerVersion, contents.ProgramVersion));
        Assert.Equal([1, 2, 3], contents.Entries.Select(entry => entry.DumpId));
        ArchiveEntry last = contents.Entries[^1];
        Assert.Equal((16003u, "TABLE DATA", "öwner", "3.dat"), (last.ObjectId, last.Kind, last.Owner, last.FileName));
        Assert.Equal([215, 216], last.Dependencies);
        Assert.Equal(["ü", "b"], CopyStatement.ColumnsOf(last.CopyStatement!));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(17)]
    public void A_version_that_is_not_known_is_refused(int minor)
    {
        FormatException error = Assert.Throws<FormatException>(() => ArchiveContents.Parse(ArchiveWriter.Write(minor), Encoding.UTF8));

        Assert.Contains($"format 1.{minor}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_cut_anywhere_is_refused()
    {
        byte[] whole = ArchiveWriter.Write(16);

        Assert.All(Enumerable.Range(0, whole.Length), length => Assert.Throws<FormatException>(() => ArchiveContents.Parse(whole[..length], Encoding.UTF8)));
    }

    [Fact]
    public void Whatever_stands_in_the_file_it_is_read_or_refused()
    {
        byte[] whole = ArchiveWriter.Write(16);

        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Sample((place, value) =>
        {
            byte[] damaged = [.. whole];
            damaged[place] = value;
            try
            {
                _ = ArchiveContents.Parse(damaged, Encoding.UTF8);
            }
            catch (FormatException)
            {
                // Refused.
            }
        });
    }

    [Fact]
    public void Columns_of_any_name_are_read_from_the_statement()
    {
        Gen.String.Where(name => name.Length > 0).Array[1, 6].Sample(columns =>
        {
            string list = string.Join(", ", columns.Select(column => $"\"{column.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
            Assert.Equal(columns, CopyStatement.ColumnsOf($"COPY public.\"t (\"\"x\"\")\" ({list}) FROM stdin;\n"));
        });
    }

    [Theory]
    [InlineData("COPY public.t (a, b) FROM stdin;\n", "a|b")]
    [InlineData("COPY t (a) FROM stdin;\n", "a")]
    [InlineData("COPY public.t  FROM stdin;\n", "")]
    [InlineData("COPY \"a.b\".\"c d\" (\"e, f\", g) FROM stdin;\n", "e, f|g")]
    public void Statements_of_pg_dump_are_understood(string statement, string columns) => Assert.Equal(columns, string.Join('|', CopyStatement.ColumnsOf(statement)));

    [Theory]
    [InlineData("INSERT INTO t VALUES (1);")]
    [InlineData("COPY public.t (a, b")]
    [InlineData("COPY public.t (a b) FROM stdin;")]
    [InlineData("")]
    public void Anything_else_is_refused(string statement) => Assert.Throws<FormatException>(() => CopyStatement.ColumnsOf(statement));
}
