using System.Buffers;
using System.Text;

namespace SysOps.Backups.Databases.Archive;

/// <summary>Reads the columns of <c>COPY schema.name (a, "B", …) FROM stdin;</c> as pg_dump writes it.</summary>
public static class CopyStatement
{
    private static readonly SearchValues<char> Borders = SearchValues.Create(" .,()\"");

    /// <exception cref="FormatException">It is no such statement.</exception>
    public static IReadOnlyList<string> ColumnsOf(string statement)
    {
        int position = Expect(statement, 0, "COPY ");
        (_, position) = Identifier(statement, position);
        if (At(statement, position) == '.')
        {
            (_, position) = Identifier(statement, position + 1);
        }

        // A table without columns has no list.
        return statement.IndexOf('(', position) is var open and >= 0 && statement.AsSpan(position, open - position).IsWhiteSpace() ? List(statement, open + 1) : [];
    }

    private static List<string> List(string statement, int position)
    {
        List<string> columns = [];
        while (At(statement, position) != ')')
        {
            (string name, position) = Identifier(statement, position);
            columns.Add(name);
            position = At(statement, position) == ',' ? Expect(statement, position, ", ") : position;
        }

        return columns;
    }

    private static (string Name, int Next) Identifier(string statement, int position)
    {
        if (At(statement, position) != '"')
        {
            int end = statement.AsSpan(position).IndexOfAny(Borders);
            return end > 0 ? (statement.Substring(position, end), position + end) : throw Wrong(statement);
        }

        StringBuilder name = new();
        for (position++; ; position++)
        {
            if (At(statement, position) != '"')
            {
                name.Append(At(statement, position));
            }
            else if (position + 1 < statement.Length && statement[position + 1] == '"')
            {
                name.Append('"');
                position++;
            }
            else
            {
                return (name.ToString(), position + 1);
            }
        }
    }

    private static int Expect(string statement, int position, string text) =>
        string.CompareOrdinal(statement, position, text, 0, text.Length) == 0 ? position + text.Length : throw Wrong(statement);

    private static char At(string statement, int position) => position < statement.Length ? statement[position] : throw Wrong(statement);

    private static FormatException Wrong(string statement) => new($"'{statement.TrimEnd()}' is not a COPY statement of pg_dump");
}
