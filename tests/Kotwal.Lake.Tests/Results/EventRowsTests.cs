using Kotwal.Hunt;
using Kotwal.Hunt.Sql;
using Kotwal.Lake.Results;

namespace Kotwal.Lake.Tests.Results;

public sealed class EventRowsTests
{
    private static readonly SqlColumn[] Columns =
        [new("@timestamp", HuntType.Time, false), new("user.name", HuntType.Keyword, false), new("fields", HuntType.Map, false)];

    [Fact]
    public void Fields_of_the_map_become_columns_by_name()
    {
        var (columns, rows) = EventRows.Spread(Columns, [[Some.Noon, "asha", Map(("b", ["1"]), ("a", ["2"]))], [Some.Noon, null, Map(("c", ["x", "y"]))]]);

        Assert.Equal(["@timestamp", "user.name", "a", "b", "c"], columns.Select(column => column.Name));
        Assert.Equal([Some.Noon, "asha", "2", "1", null], rows[0]);
        Assert.Equal(["x", "y"], (object?[])rows[1][4]!);
    }

    [Fact]
    public void The_map_wins_over_a_column_that_could_not_hold_everything()
    {
        var (_, rows) = EventRows.Spread(Columns, [[Some.Noon, "asha", Map(("user.name", ["asha", "ravi"]))]]);

        Assert.Equal(["asha", "ravi"], (object?[])rows[0][1]!);
    }

    [Fact]
    public void A_flood_of_different_names_does_not_make_a_flood_of_columns()
    {
        object?[][] flood = [.. Enumerable.Range(0, 5_000).Select(number => new object?[] { Some.Noon, null, Map(($"f{number}", [$"v{number}"])) })];

        var (columns, rows) = EventRows.Spread(Columns, flood);

        Assert.Equal(EventRows.MaxSpreadColumns(5_000) + 2, columns.Count);
        Assert.Contains("f4999=v4999", (object?[])rows[4_999].Single(cell => cell is object?[])!);
    }

    private static MapCell Map(params (string Name, object?[] Values)[] entries) =>
        new([.. entries.Select(entry => new KeyValuePair<string, object?>(entry.Name, entry.Values))]);
}
