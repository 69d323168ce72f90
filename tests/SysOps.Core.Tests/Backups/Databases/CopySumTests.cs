using System.Text;
using CsCheck;
using SysOps.Backups.Databases.Archive;
using SysOps.Testing;

namespace SysOps.Core.Tests.Backups.Databases;

public sealed class CopySumTests
{
    private static readonly string[] Some = ["a\tb", "b\ta", "", "x\t\\N", "\\\\.\ty", "ü\t1"];

    private static readonly Gen<string[]> Lines = Gen.Int[0, 5].Select(index => Some[index]).Array[0, 20];

    [Fact]
    public void The_sum_does_not_depend_on_the_order_of_rows_nor_on_where_the_bytes_are_cut()
    {
        Gen.Select(Lines, Gen.Int[1, 7], Gen.Int).Sample((lines, cut, seed) =>
        {
            CopySum whole = Sum(Text(lines), int.MaxValue);
            string[] shuffled = [.. lines];
            new Random(seed).Shuffle(shuffled);
            CopySum cutSum = Sum(Text(shuffled), cut);
            Assert.Equal((whole.Rows, whole.Sum, true), (cutSum.Rows, cutSum.Sum, cutSum.HasEnded));
            Assert.Equal(lines.Length, whole.Rows);
        });
    }

    [Theory]
    [InlineData("a\tb\n", "b\ta\n")]
    [InlineData("a\tb\nc\td\n", "a\td\nc\tb\n")]
    [InlineData("a\n", "a\na\n")]
    [InlineData("a\na\nb\n", "a\nb\nb\n")]
    [InlineData("\\N\n", "\n")]
    [InlineData("a\tb\n", "ab\t\n")]
    public void Other_rows_have_another_sum(string first, string second) => Assert.NotEqual(Sum(first, 100).ToString(), Sum(second, 100).ToString());

    [Fact]
    public void The_order_of_columns_does_not_count_and_their_names_do()
    {
        CopySum first = new(FieldOrder.Of(["b", "a", "Z"]));
        first.Append("1\t2\t3\n"u8);
        CopySum second = new(FieldOrder.Of(["Z", "a", "b"]));
        second.Append("3\t2\t1\n"u8);
        CopySum other = new(FieldOrder.Of(["Z", "a", "b"]));
        other.Append("1\t2\t3\n"u8);

        Assert.Equal(first.Sum, second.Sum);
        Assert.NotEqual(first.Sum, other.Sum);
    }

    [Theory]
    [InlineData("1\n")]
    [InlineData("1\t2\t3\n")]
    [InlineData("1\t2\t3\t4\n")]
    public void A_line_with_another_number_of_fields_is_damaged(string line) => Assert.Throws<FormatException>(() => new CopySum(FieldOrder.Of(["b", "a"])).Append(Encoding.UTF8.GetBytes(line)));

    [Fact]
    public async Task A_data_file_without_its_end_is_corrupt()
    {
        using TemporaryFolder folder = new();
        string whole = folder.Write("1.dat", "a\n\\.\n\n\n");
        string cut = folder.Write("2.dat", "a\nb");
        string empty = folder.Write("3.dat", "\\.\n\n\n");

        SysOpsException error = await Assert.ThrowsAsync<SysOpsException>(() => TableDataFile.SumAsync(cut, ["a"], TestContext.Current.CancellationToken));

        Assert.Equal(ErrorCatalogue.DatabaseDumpCorrupt, error.Id);
        Assert.Equal(1, (await TableDataFile.SumAsync(whole, ["a"], TestContext.Current.CancellationToken)).Rows);
        Assert.Equal([true, false, true], ((string[])[whole, cut, empty]).Select(TableDataFile.IsComplete));
    }

    private static string Text(string[] lines) => string.Concat(lines.Select(line => line + "\n")) + "\\.\n\n\n";

    private static CopySum Sum(string text, int cut)
    {
        CopySum sum = new(FieldOrder.AsItIs);
        foreach (byte[] chunk in Encoding.UTF8.GetBytes(text).Chunk(cut))
        {
            sum.Append(chunk);
        }

        return sum;
    }
}
