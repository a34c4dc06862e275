using Kotwal.Hunt.Reference;
using Kotwal.Hunt.Tests.Running;

namespace Kotwal.Hunt.Tests;

public sealed class ReferenceTests(TestLake lake) : IClassFixture<TestLake>
{
    public static TheoryData<string> Examples { get; } = [.. HuntReference.All.Select(entry => entry.Example).Distinct()];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_runs(string example)
    {
        var query = Some.Query(example);

        var rows = lake.Run(query);

        Assert.All(rows, cells => Assert.Equal(query.Columns.Count, cells.Length));
    }

    [Fact]
    public void Every_entry_appears_in_its_own_example()
    {
        var absent = HuntReference.All
            .Where(entry => entry.Kind != HuntEntryKind.Search && !entry.Example.Contains(entry.Name, StringComparison.Ordinal));

        Assert.Empty(absent);
    }

    [Fact]
    public void Names_of_one_kind_differ() =>
        Assert.Equal(HuntReference.All.Length, HuntReference.All.DistinctBy(entry => (entry.Kind, entry.Name)).Count());
}
