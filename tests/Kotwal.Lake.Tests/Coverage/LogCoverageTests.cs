using Kotwal.Events;
using Kotwal.Lake.Coverage;
using Kotwal.Testing;

namespace Kotwal.Lake.Tests.Coverage;

public sealed class LogCoverageTests
{
    private static readonly DateOnly Today = new(2026, 3, 14);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Days_without_an_event_are_gaps_of_their_system_and_class_and_the_worst_comes_first()
    {
        using var folder = new TemporaryFolder();
        await using var store = Some.Store(folder.Path);
        var position = 0L;
        for (var day = -10; day <= 0; day++)
        {
            position = await AddAsync(store, position, day, ("pump-1", "syslog"));
            if (day is -10 or -9 or -3)
            {
                position = await AddAsync(store, position, day, ("pump-1", "auth"), ("gate-2", "syslog"));
            }
        }

        var matrix = await LogCoverage.ReadAsync(store.ReadHeardAsync, Today, 10, Cancel);

        Assert.Equal((Today.AddDays(-10), Today.AddDays(-1), 10), (matrix.From, matrix.To, matrix.Required));
        Assert.Equal(
            [("gate-2", "syslog", 3, 3L), ("pump-1", "auth", 3, 3L), ("pump-1", "syslog", 10, 10L)],
            matrix.Rows.Select(row => (row.Node, row.Class, row.DaysHeard, row.Events)));
        Assert.Equal(
            [new CoverageGap(Today.AddDays(-8), Today.AddDays(-4)), new CoverageGap(Today.AddDays(-2), Today.AddDays(-1))], matrix.Rows[0].Gaps);
        Assert.Empty(matrix.Rows[2].Gaps);
    }

    [Fact]
    public async Task The_law_asks_for_180_days_and_a_year_from_May_2027()
    {
        using var folder = new TemporaryFolder();
        await using var store = Some.Store(folder.Path);

        Assert.Equal(180, (await LogCoverage.ReadAsync(store.ReadHeardAsync, Today, 400, Cancel)).Required);
        Assert.Equal(365, (await LogCoverage.ReadAsync(store.ReadHeardAsync, new(2027, 6, 1), 400, Cancel)).Required);
    }

    private static async Task<long> AddAsync(LakeEventStore store, long position, int day, params (string Node, string Class)[] heard)
    {
        var batch = new EventBatch(Some.Spool);
        foreach (var (index, (node, name)) in heard.Index())
        {
            Some.Add(batch, position + index, "x", Some.Noon.AddDays(day), opened =>
            {
                opened.Add(Field.Of("host.name"), node);
                opened.Add(Field.Of("event.dataset"), name);
            });
        }

        await store.AppendAsync(batch, Some.Range(position, position + heard.Length), Cancel);
        return position + heard.Length;
    }
}
