using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Kotwal.Hunt;
using Kotwal.Lake.Columns;

namespace Kotwal.Lake.Tables;

/// <summary>The rows of a given table, as texts of JSON that go to the engine as parameters.</summary>
internal sealed class TableRows
{
    /// <summary>Most rows of one table in one hunt.</summary>
    public const int MaxRows = 250_000;

    /// <summary>Most bytes of JSON of all tables in one hunt; the engine's memory holds them, twice for a moment.</summary>
    public const int MaxBytes = 48 * 1024 * 1024;

    private const int ChunkBytes = 256 * 1024;

    private readonly IQueryTable table;
    private readonly List<object> chunks;

    private TableRows(IQueryTable table, List<object> chunks, int bytes)
    {
        this.table = table;
        this.chunks = chunks;
        Bytes = bytes;
    }

    /// <summary>Bytes of all parameters.</summary>
    public int Bytes { get; }

    /// <summary>Values of the parameters, in order.</summary>
    public IReadOnlyList<object> Parameters => chunks;

    /// <summary>Reads a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="facts">What the hunt says about all rows it needs.</param>
    /// <param name="maxBytes">Most bytes.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="QueryFailedException">There is too much of it.</exception>
    public static async ValueTask<TableRows> ReadAsync(IQueryTable table, HuntFacts facts, int maxBytes, CancellationToken cancel)
    {
        var chunks = new List<object>();
        var buffer = new ArrayBufferWriter<byte>(ChunkBytes);
        using var json = new Utf8JsonWriter(buffer);
        var (rows, bytes) = (0, 0);
        json.WriteStartArray();
        await foreach (var row in table.ReadAsync(facts.From, facts.To, cancel).ConfigureAwait(false))
        {
            Write(json, row);
            if (++rows > MaxRows || bytes + json.BytesPending + json.BytesCommitted > maxBytes)
            {
                throw TooMuch(table);
            }

            if (json.BytesPending + json.BytesCommitted >= ChunkBytes)
            {
                bytes += End(json, buffer, chunks);
                json.WriteStartArray();
            }
        }

        bytes += End(json, buffer, chunks);
        return new TableRows(table, chunks, bytes);
    }

    /// <summary>Trusted SQL of the relation, whose parameters are numbered from one on.</summary>
    public string Relation(int firstParameter)
    {
        var columns = table.Columns.Select((column, place) => $"{Read(column, place)} AS {LoadedTable.Quote(column.Name)}");
        var structure = table.Columns.Select((column, place) => $"\"c{place}\":{StructureOf(column)}");
        var values = Enumerable.Range(firstParameter, chunks.Count).Select(number => string.Create(CultureInfo.InvariantCulture, $"(${number})"));
        return $"(SELECT {string.Join(", ", columns)} FROM (SELECT unnest(from_json(j, '[{{{string.Join(",", structure)}}}]')) AS r "
            + $"FROM (VALUES {string.Join(", ", values)}) AS v(j)) AS t)";
    }

    private static QueryFailedException TooMuch(IQueryTable table) => new(
        $"The table '{table.Name}' has more rows than one hunt can hold."
        + (table.TimeColumn is { } time ? $" Bound its {time}, right behind its name." : ""));

    private static int End(Utf8JsonWriter json, ArrayBufferWriter<byte> buffer, List<object> chunks)
    {
        json.WriteEndArray();
        json.Flush();
        chunks.Add(Encoding.UTF8.GetString(buffer.WrittenSpan));
        var bytes = buffer.WrittenCount;
        buffer.ResetWrittenCount();
        json.Reset();
        return bytes;
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<object?> row)
    {
        json.WriteStartObject();
        foreach (var (place, cell) in row.Index())
        {
            if (cell is not null)
            {
                json.WritePropertyName(string.Create(CultureInfo.InvariantCulture, $"c{place}"));
                Write(json, cell);
            }
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, object cell)
    {
        switch (cell)
        {
            case string text:
                json.WriteStringValue(text);
                break;
            case long whole:
                json.WriteNumberValue(whole);
                break;
            case double fraction:
                json.WriteNumberValue(fraction);
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case DateTimeOffset time:
                json.WriteNumberValue(Microseconds.Of(time));
                break;
            case IEnumerable<string> list:
                json.WriteStartArray();
                foreach (var item in list)
                {
                    json.WriteStringValue(item);
                }

                json.WriteEndArray();
                break;
            default:
                throw new ArgumentException($"No cell of a table is of type {cell.GetType()}.", nameof(cell));
        }
    }

    private static string Read(QueryTableColumn column, int place) => (column.Type, column.IsList) switch
    {
        (HuntType.Time, false) => $"make_timestamp(r.c{place})",
        (HuntType.Document, false) => $"TRY_CAST(r.c{place} AS JSON)",
        _ => $"r.c{place}",
    };

    private static string StructureOf(QueryTableColumn column) => column switch
    {
        { IsList: true } => "[\"VARCHAR\"]",
        { Type: HuntType.Whole or HuntType.Time } => "\"BIGINT\"",
        { Type: HuntType.Fraction } => "\"DOUBLE\"",
        { Type: HuntType.Truth } => "\"BOOLEAN\"",
        _ => "\"VARCHAR\"",
    };
}
