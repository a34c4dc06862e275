using Kotwal.Events;
using Kotwal.Lake.Columns;

namespace Kotwal.Lake.Tests.Columns;

public sealed class LakeColumnsTests
{
    [Fact]
    public void A_column_has_the_type_that_the_list_of_fields_gives_its_field()
    {
        var known = LakeColumns.All.Select(column => (Column: column, Field: Field.Of(column.Name))).Where(pair => pair.Field.IsKnown).ToList();

        Assert.NotEmpty(known);
        Assert.All(known, pair => Assert.Equal((pair.Field.Type, pair.Field.IsList), (pair.Column.Type, pair.Column.IsList)));
    }

    [Fact]
    public void Each_column_stands_once()
    {
        Assert.Equal(LakeColumns.All.Length, LakeColumns.All.Select(column => column.Name).Distinct().Count());
    }

    [Fact]
    public void The_fields_of_a_row_are_known_to_hunts()
    {
        var schema = LakeHuntTable.Instance;

        Assert.All(schema.RowFields.Concat(schema.WordFields).Append(schema.TimeField!), name => Assert.True(schema.TryGetField(name, out _), name));
    }
}
