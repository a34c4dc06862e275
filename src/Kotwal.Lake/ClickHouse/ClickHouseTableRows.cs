using System.Globalization;
using Kotwal.Hunt;
using Kotwal.Lake.Tables;

namespace Kotwal.Lake.ClickHouse;

/// <summary>
/// The rows of a given table as a relation of ClickHouse. They travel as parameters, cut into pieces: a server takes no parameter beyond
/// 128 KiB.
/// </summary>
internal sealed class ClickHouseTableRows
{
    /// <summary>Most bytes of JSON of all tables in one hunt. What the engine takes to read a statement with such parameters grows with their square.</summary>
    public const int MaxBytes = 2 * 1024 * 1024;

    // JSON is ASCII here, and escaping makes a letter two bytes at most.
    private const int PieceLetters = 48 * 1024;

    private readonly IQueryTable table;
    private readonly List<List<object>> chunks;

    /// <param name="table">The table.</param>
    /// <param name="rows">Its rows.</param>
    public ClickHouseTableRows(IQueryTable table, TableRows rows)
    {
        this.table = table;
        chunks = [.. rows.Parameters.Select(chunk => Pieces((string)chunk).ToList())];
    }

    /// <summary>Values of the parameters, in order.</summary>
    public IEnumerable<object> Parameters => chunks.SelectMany(pieces => pieces);

    /// <summary>Trusted SQL of the relation, whose parameters are numbered from one on.</summary>
    public string Relation(int firstParameter)
    {
        var number = firstParameter;
        var texts = chunks.Select(pieces => $"concat('', {string.Join(", ", pieces.Select(_ => string.Create(CultureInfo.InvariantCulture, $"{{p{number++}:String}}")))})");
        var structure = string.Join(", ", table.Columns.Select((column, place) => $"c{place} {TypeOf(column)}"));
        var columns = table.Columns.Select((column, place) => $"{Read(column, $"tupleElement(r, {place + 1})")} AS {LoadedTable.Quote(column.Name)}");
        return $"(SELECT {string.Join(", ", columns)} FROM (SELECT arrayJoin(JSONExtract(j, 'Array(Tuple({structure}))')) AS r "
            + $"FROM (SELECT arrayJoin([{string.Join(", ", texts)}]) AS j)))";
    }

    private static IEnumerable<object> Pieces(string text)
    {
        for (var place = 0; place < text.Length; place += PieceLetters)
        {
            yield return text.Substring(place, Math.Min(PieceLetters, text.Length - place));
        }
    }

    private static string Read(QueryTableColumn column, string value) =>
        column is { Type: HuntType.Document, IsList: false } ? $"if(isValidJSON({value}), {value}, NULL)" : value;

    private static string TypeOf(QueryTableColumn column) => column switch
    {
        { IsList: true } => "Array(Nullable(String))",
        { Type: HuntType.Whole or HuntType.Time or HuntType.Duration } => "Nullable(Int64)",
        { Type: HuntType.Fraction } => "Nullable(Float64)",
        { Type: HuntType.Truth } => "Nullable(Bool)",
        _ => "Nullable(String)",
    };
}
