using System.Globalization;
using Kotwal.Hunt;
using Kotwal.Hunt.Sql;
using Kotwal.Lake.Columns;

namespace Kotwal.Lake.Results;

/// <summary>
/// Spreads rows that hold the map of fields: one column for each field that occurs. A hunt that names no columns gets the time,
/// the id and the source first and the rest by name; one that does keeps its order, and the map's fields follow by name.
/// </summary>
internal static class EventRows
{
    private const int FewestColumns = 500;
    private const int MostColumns = 4_000;
    private const int MaxCells = 8_000_000;

    private static readonly string[] Leading = [LakeColumns.Timestamp, LakeColumns.Id, LakeColumns.Source];

    /// <summary>
    /// Most columns that come from maps: few for many rows, so that a flood of different names stays within memory. What is
    /// beyond is kept in one column of texts like <c>name=value</c>.
    /// </summary>
    public static int MaxSpreadColumns(int rows) => Math.Clamp(MaxCells / Math.Max(rows, 1), FewestColumns, MostColumns);

    public static bool IsEvents(IReadOnlyList<SqlColumn> columns) => columns.Any(column => column.Type == HuntType.Map);

    public static (IReadOnlyList<QueryColumn> Columns, IReadOnlyList<object?[]> Rows) Spread(
        IReadOnlyList<SqlColumn> columns, IReadOnlyList<object?[]> rows)
    {
        var table = new Table(columns, MaxSpreadColumns(rows.Count));
        foreach (var row in rows)
        {
            table.Add(row);
        }

        return table.Finish();
    }

    private sealed class Table
    {
        private readonly IReadOnlyList<SqlColumn> columns;
        private readonly int maxSpreadColumns;
        private readonly bool isWhole;
        private readonly int mapPlace;
        private readonly int kindsPlace;
        private readonly int nanosecondsPlace;
        private readonly int timestampPlace;
        private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
        private readonly List<string> names = [];
        private readonly List<object?[]> spread = [];

        public Table(IReadOnlyList<SqlColumn> columns, int maxSpreadColumns)
        {
            this.maxSpreadColumns = maxSpreadColumns;
            this.columns = columns;
            isWhole = columns.Select(column => column.Name).SequenceEqual(LakeHuntTable.Instance.RowFields);
            mapPlace = columns.Index().First(column => column.Item.Type == HuntType.Map).Index;
            kindsPlace = PlaceOf(LakeColumns.FieldKinds);
            nanosecondsPlace = PlaceOf(LakeColumns.TimestampNanoseconds);
            timestampPlace = PlaceOf(LakeColumns.Timestamp);
            foreach (var column in columns)
            {
                places.Add(column.Name, names.Count);
                names.Add(column.Name);
            }
        }

        public void Add(object?[] row)
        {
            var cells = new List<object?>(row);
            if (nanosecondsPlace >= 0 && timestampPlace >= 0 && row[nanosecondsPlace] is long below && row[timestampPlace] is DateTimeOffset time)
            {
                cells[timestampPlace] = time.AddTicks(below / TimeSpan.NanosecondsPerTick);
            }

            if (row[mapPlace] is MapCell map)
            {
                var overflow = new List<object?>();
                foreach (var (name, value) in FieldCells.Read(map, kindsPlace >= 0 ? row[kindsPlace] as string : null))
                {
                    Put(cells, name, value, overflow);
                }

                cells[mapPlace] = overflow.Count > 0 ? overflow.ToArray() : null;
            }
            else
            {
                cells[mapPlace] = null;
            }

            spread.Add([.. cells]);
        }

        public (IReadOnlyList<QueryColumn> Columns, IReadOnlyList<object?[]> Rows) Finish()
        {
            var order = Order();
            var rows = spread.ConvertAll(row => Array.ConvertAll(order, place => place < row.Length ? row[place] : null));
            return (Array.ConvertAll(order, place => new QueryColumn(names[place], TypeOf(place))), rows);
        }

        // The event's own properties cannot be taken over by a field of the same name.
        private void Put(List<object?> cells, string name, object? value, List<object?> overflow)
        {
            if (LakeColumns.Properties.Contains(name))
            {
                return;
            }

            if (!places.TryGetValue(name, out var place))
            {
                if (names.Count - columns.Count == maxSpreadColumns)
                {
                    overflow.Add($"{name}={Convert.ToString(value, CultureInfo.InvariantCulture)}");
                    return;
                }

                place = names.Count;
                places.Add(name, place);
                names.Add(name);
            }

            while (cells.Count <= place)
            {
                cells.Add(null);
            }

            cells[place] = value;
        }

        private int[] Order()
        {
            var used = Enumerable.Range(0, names.Count)
                .Where(place => place != kindsPlace && place != nanosecondsPlace && spread.Exists(row => place < row.Length && row[place] is not null));
            return isWhole
                ? [.. used.OrderBy(place => Array.IndexOf(Leading, names[place]) is var lead && lead < 0 ? Leading.Length : lead).ThenBy(place => names[place], StringComparer.Ordinal)]
                : [.. used.OrderBy(place => Math.Min(place, columns.Count)).ThenBy(place => names[place], StringComparer.Ordinal)];
        }

        private QueryType TypeOf(int place) => place == mapPlace
            ? QueryType.List
            : place < columns.Count
                ? ResultTypes.Of(columns[place])
                : ResultTypes.OfCells(spread.Select(row => place < row.Length ? row[place] : null));

        private int PlaceOf(string name) => columns.Select(column => column.Name).ToList().IndexOf(name);
    }
}
