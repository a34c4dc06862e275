using System.Runtime.CompilerServices;
using Kotwal.Events;
using Kotwal.Hunt;
using Kotwal.Lake.ClickHouse;
using Kotwal.Lake.Tables;
using Kotwal.Testing;
using Kotwal.Testing.ClickHouse;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Lake.Tests.Tables;

/// <summary>Tables that a caller gives stand beside events in a hunt.</summary>
public abstract class QueryTablesContract : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = Some.Noon;

    private IEventStore store = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await OpenAsync();
        var names = new[] { "asha", "ravi", "asha", "o'brien $1" };
        var batch = Some.Batch(0, names.Length, Noon, (opened, number) => opened.Add(Field.Of("user.name"), names[number]));
        await store.AppendAsync(batch, Some.Range(0, names.Length), Cancel);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("people | project name, age, seen, tags, note, is.big", "o'brien $1|7|2026-03-14T12:00|[a, b]|{\"k\":[1]}|1.5 ~ asha|-|-|-|-|- ~ \"; DROP|9223372036854775807|-|-|-|-")]
    [InlineData("events | join kind=inner people on $left.user.name == $right.name | summarize n = count() by name | sort by name asc", "asha|2 ~ o'brien $1|1")]
    [InlineData("people | where tags has 'b' | count", "1")]
    [InlineData("events | where user.name !in (people | project name) | project user.name", "ravi")]
    [InlineData("people | where name startswith 'ash' | union (events | where user.name == 'ravi') | project name, user.name | sort by name asc", "-|ravi ~ asha|-")]
    [InlineData("let old = toscalar(people | summarize max(age)); people | where age == old | project name", "\"; DROP")]
    public async Task Rows_of_a_table_are_joined_and_asked_like_events(string hunt, string expected)
    {
        var result = await AskAsync(hunt, new People());

        Assert.Equal(expected, string.Join(" ~ ", result.Rows.Select(row => string.Join('|', row.Select(Shown)))));
    }

    [Theory]
    [InlineData("people | where seen > datetime(2026-03-14) | count", "2026-03-14T00:00", "-")]
    [InlineData("people | where seen between (datetime(2026-03-14) .. datetime(2026-03-15)) | count", "2026-03-14T00:00", "2026-03-15T00:00")]
    [InlineData("people | where age > 5 | count", "-", "-")]
    public async Task A_table_is_told_the_time_that_the_hunt_looks_at(string hunt, string from, string to)
    {
        var people = new People();

        await AskAsync(hunt, people);

        Assert.Equal((from, to), (Shown(people.From), Shown(people.To)));
    }

    [Fact]
    public async Task A_table_that_a_hunt_does_not_name_is_not_read()
    {
        var people = new People();

        await AskAsync("events | count", people);

        Assert.Equal(0, people.Readings);
        Assert.Contains("Unknown table 'nobody'", (await Assert.ThrowsAsync<QueryFailedException>(() => AskAsync("people | join nobody on name", people))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_is_too_large_is_refused_and_says_how_to_narrow_it()
    {
        var many = new People { Copies = TableRows.MaxRows };

        var refusal = await Assert.ThrowsAsync<QueryFailedException>(() => AskAsync("people | count", many));

        Assert.Equal("The table 'people' has more rows than one hunt can hold. Bound its seen, right behind its name.", refusal.Message);
    }

    [Fact]
    public async Task As_many_rows_as_a_hunt_can_hold_are_held_within_the_memory_of_the_engine()
    {
        var result = await AskAsync("people | summarize n = count(), d = dcount(age) by name | sort by name", new People { Copies = Copies });

        Assert.Equal([Copies, Copies, Copies], result.Rows.Select(row => row[1]));
    }

    protected abstract long Copies { get; }

    protected abstract ValueTask<IEventStore> OpenAsync();

    protected Task<QueryResult> AskPeopleAsync(string hunt) => AskAsync(hunt, new People());

    private async Task<QueryResult> AskAsync(string hunt, IQueryTable table) =>
        await store.QueryAsync(Some.Hunt(hunt), VisibleEvents.All, [table], QueryLimits.CommandLine, Cancel);

    // ClickHouse has no list that is absent: one without items is.
    private static string Shown(object? cell) => cell switch
    {
        null or object?[] { Length: 0 } => "-",
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture),
        object?[] items => $"[{string.Join(", ", items)}]",
        _ => Convert.ToString(cell, System.Globalization.CultureInfo.InvariantCulture)!,
    };

    private sealed class People : IQueryTable
    {
        public long Copies { get; init; } = 1;

        public int Readings { get; private set; }

        public DateTimeOffset? From { get; private set; }

        public DateTimeOffset? To { get; private set; }

        public string Name => "people";

        public IReadOnlyList<QueryTableColumn> Columns { get; } =
        [
            new("name", HuntType.Text), new("age", HuntType.Whole), new("seen", HuntType.Time), new("tags", HuntType.Keyword, IsList: true),
            new("note", HuntType.Document), new("is.big", HuntType.Fraction),
        ];

        public string TimeColumn => "seen";

        public async IAsyncEnumerable<IReadOnlyList<object?>> ReadAsync(
            DateTimeOffset? from, DateTimeOffset? to, [EnumeratorCancellation] CancellationToken cancel)
        {
            (Readings, From, To) = (Readings + 1, from, to);
            await Task.Yield();
            for (var copy = 0; copy < Copies; copy++)
            {
                yield return ["o'brien $1", 7L + copy, Noon, (string[])["a", "b"], """{"k":[1]}""", 1.5];
                yield return ["asha", Copies == 1 ? null : (long)copy, null, (string[])[], null, null];
                yield return ["\"; DROP", long.MaxValue - copy, null, null, "no json", null];
            }
        }
    }
}

public sealed class QueryTablesOfTheLakeTests : QueryTablesContract
{
    private readonly TemporaryFolder folder = new();

    protected override long Copies => 60_000;

    [Fact]
    public async Task What_is_in_a_document_of_a_table_is_asked_for()
    {
        var result = await AskPeopleAsync("people | where note.k[0] == 1 | project name");

        Assert.Equal("o'brien $1", Assert.Single(result.Rows)[0]);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    protected override ValueTask<IEventStore> OpenAsync() => new(Some.Store(folder.Path));
}

public sealed class QueryTablesOfClickHouseTests : QueryTablesContract
{
    private static int databases;

    protected override long Copies => 4_000;

    [Fact]
    public async Task What_is_in_a_document_of_a_table_is_refused_by_name()
    {
        var refusal = await Assert.ThrowsAsync<QueryFailedException>(() => AskPeopleAsync("people | where note.k[0] == 1 | project name"));

        Assert.Contains("ClickHouse does not compute documents of JSON", refusal.Message, StringComparison.Ordinal);
    }

    protected override async ValueTask<IEventStore> OpenAsync()
    {
        var options = new ClickHouseOptions
        {
            Address = ClickHouseEngine.Get().Address.ToString(),
            Database = $"kotwal_tables_{Environment.ProcessId}_{Interlocked.Increment(ref databases)}",
        };
        var opened = new ClickHouseEventStore(options, NullLogger<ClickHouseEventStore>.Instance, TimeProvider.System);
        await opened.OpenAsync(Cancel);
        return opened;
    }
}
