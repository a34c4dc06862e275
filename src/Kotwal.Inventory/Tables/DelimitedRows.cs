using System.Buffers;
using System.Text;

namespace Kotwal.Inventory.Tables;

/// <summary>
/// Cells parted by commas, semicolons, tabs or bars, in quotes or not (RFC 4180), read while the document comes. Quotes in the
/// midst of a cell stand for themselves. Does not own the document.
/// </summary>
internal sealed class DelimitedRows
{
    private const char Quote = '"';

    private readonly TextChunks text;
    private readonly StringBuilder cell = new();
    private readonly List<string> cells = [];
    private readonly char delimiter;
    private readonly SearchValues<char> cellEnds;
    private int line = 1;
    private int rowCharacters;

    private DelimitedRows(TextChunks text, char delimiter)
    {
        this.text = text;
        this.delimiter = delimiter;
        cellEnds = SearchValues.Create([delimiter, '\r', '\n']);
    }

    /// <summary>All rows, in their order; the cells of a row live until the next is read.</summary>
    /// <exception cref="InventoryException">A cell or a row is too long, or there are too many columns.</exception>
    public static IEnumerable<TableRow> Read(Stream document)
    {
        var text = new TextChunks(document);
        var rows = new DelimitedRows(text, Delimiter.Find(text));
        while (rows.ReadRow() is { } row)
        {
            yield return row;
        }
    }

    private TableRow? ReadRow()
    {
        cells.Clear();
        rowCharacters = 0;
        var first = line;
        if (!text.HasMore())
        {
            return null;
        }

        while (ReadCell())
        {
            if (cells.Count >= InventoryLimits.MaxColumns)
            {
                throw new InventoryException($"Line {first}: a row has more than {InventoryLimits.MaxColumns} cells.");
            }
        }

        return new(first, cells);
    }

    // True when another cell of the row follows.
    private bool ReadCell()
    {
        if (text.HasMore() && text.Rest[0] == Quote)
        {
            text.Skip(1);
            ReadQuoted();
        }

        while (text.HasMore())
        {
            var rest = text.Rest;
            var length = rest.IndexOfAny(cellEnds);
            if (length < 0)
            {
                Keep(rest);
                text.Skip(rest.Length);
                continue;
            }

            Finish(rest[..length]);
            text.Skip(length);
            return ReadEnd();
        }

        Finish([]);
        return false;
    }

    private void ReadQuoted()
    {
        while (text.HasMore())
        {
            var rest = text.Rest;
            var length = rest.IndexOf(Quote);
            var part = length < 0 ? rest : rest[..length];
            Keep(part);
            line += part.Count('\n');
            if (length < 0)
            {
                text.Skip(part.Length);
                continue;
            }

            text.Skip(length + 1);
            if (!text.HasMore() || text.Rest[0] != Quote)
            {
                return;
            }

            Keep([Quote]);
            text.Skip(1);
        }
    }

    private bool ReadEnd()
    {
        var end = text.Rest[0];
        text.Skip(1);
        if (end == delimiter)
        {
            return true;
        }

        if (end == '\r' && text.HasMore() && text.Rest[0] == '\n')
        {
            text.Skip(1);
        }

        line++;
        return false;
    }

    private void Keep(ReadOnlySpan<char> part)
    {
        Count(part.Length);
        cell.Append(part);
    }

    private void Finish(ReadOnlySpan<char> last)
    {
        Count(last.Length);
        if (cell.Length == 0)
        {
            cells.Add(last.Length == 0 ? "" : new string(last));
            return;
        }

        cells.Add(cell.Append(last).ToString());
        cell.Clear();
    }

    private void Count(int characters)
    {
        rowCharacters += characters;
        if (cell.Length + characters > InventoryLimits.MaxValueCharacters || rowCharacters > InventoryLimits.MaxRowCharacters)
        {
            throw new InventoryException($"Line {line}: a cell or a row is too long. Is a closing quote missing before it?");
        }
    }
}
