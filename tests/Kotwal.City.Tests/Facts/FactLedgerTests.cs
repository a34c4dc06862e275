using Kotwal.City.Facts;
using Kotwal.City.Ledgers;
using Kotwal.City.Tests.State;

namespace Kotwal.City.Tests.Facts;

public sealed class FactLedgerTests : IAsyncLifetime
{
    private static readonly NodeId Pump = new(Guid.Parse("0192a000-0000-7000-8000-000000000001"));
    private static readonly NodeId Site = new(Guid.Parse("0192a000-0000-7000-8000-000000000002"));

    private TestCity city = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private FactLedger Ledger => city.Get<FactLedger>();

    public async ValueTask InitializeAsync() => city = await TestCity.CreateAsync();

    public ValueTask DisposeAsync() => city.DisposeAsync();

    [Fact]
    public async Task What_is_recorded_is_read_back_with_who_said_it()
    {
        await RecordAsync("files", Said(Pump, FactWords.Kind, "asset"), Said(Pump, "rel:located-in", Site.ToString()));
        city.Clock.Advance(TimeSpan.FromHours(1));
        await RecordAsync("person:asha", Said(Pump, "name", "पंप 1"), Said(Pump, "name", "पंप 1") with { IsEnd = true });

        var all = await ReadAsync(knownOn: null);

        Assert.Equal([Said(Pump, FactWords.Kind, "asset"), Said(Pump, "rel:located-in", Site.ToString())], all.Take(2).Select(r => r.Fact));
        Assert.Equal("पंप 1", all[3].Fact.Value);
        Assert.True(all[3].Fact.IsEnd);
        Assert.Equal((2L, "person:asha", Some.Noon.AddHours(1)), (all[3].Recording.Number, all[3].Recording.Source, all[3].Recording.RecordedAt));
    }

    [Fact]
    public async Task As_known_on_a_date_is_what_was_recorded_by_then()
    {
        await RecordAsync("files", Said(Pump, FactWords.Kind, "asset"));
        city.Clock.Advance(TimeSpan.FromHours(1));
        await RecordAsync("files", Said(Pump, "name", "Pump"));

        Assert.Single(await ReadAsync(Some.Noon.AddMinutes(59)));
        Assert.Equal(2, (await ReadAsync(Some.Noon.AddHours(1))).Count);
        Assert.Empty(await ReadAsync(Some.Noon.AddSeconds(-1)));
    }

    [Fact]
    public async Task The_history_of_a_node_is_its_own_and_the_newest_comes_first()
    {
        await RecordAsync("files", Said(Pump, "name", "old"), Said(Site, "name", "Works"));
        await RecordAsync("import:csv", Said(Pump, "name", "new"));

        var history = await Ledger.HistoryAsync(Pump, upTo: null, 10, Cancel);

        Assert.Equal(["new", "old"], history.Select(said => said.Fact.Value));
        Assert.Equal("import:csv", history[0].Recording.Source);
        Assert.Equal(2, (await Ledger.ReadRecordingsAsync(before: null, 10, Cancel))[0].Number);
    }

    [Fact]
    public async Task The_history_up_to_a_recording_has_what_was_said_then_however_much_was_said_since()
    {
        await RecordAsync("files", Said(Pump, "name", "old"));
        await RecordAsync("import:csv", Said(Pump, "name", "new"), Said(Pump, "note", "new"), Said(Pump, FactWords.Identifier(FactWords.ItemKey), "csv/1"));

        Assert.Equal(["old"], (await Ledger.HistoryAsync(Pump, upTo: 1, 2, Cancel)).Select(said => said.Fact.Value));
        Assert.Equal(["note", "name"], (await Ledger.HistoryAsync(Pump, upTo: 2, 2, Cancel)).Select(said => said.Fact.Predicate));
        Assert.Empty(await Ledger.HistoryAsync(Pump, upTo: 0, 2, Cancel));
    }

    [Fact]
    public async Task A_recording_that_fails_half_way_leaves_nothing_and_the_next_one_is_whole()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => RecordAsync("files", Said(Pump, "name", "a"), Said(Pump, "rel:runs", "no id")));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => RecordAsync("files"));
        await RecordAsync("files", Said(Site, "name", "b"));

        Assert.Equal("b", Assert.Single(await ReadAsync(knownOn: null)).Fact.Value);
        Assert.Null((await Ledger.VerifyAsync(Cancel)).BrokenAt);
    }

    [Fact]
    public async Task Two_processes_append_to_one_chain()
    {
        await using var other = await TestCity.OpenAsync(city.Folder, keep: true);

        await RecordAsync("files", Said(Pump, "name", "a"));
        await other.Get<FactLedger>().AppendAsync(new("files", "other"), [Said(Site, "type", "b"), Said(Pump, "name", "c")], Cancel);
        await RecordAsync("files", Said(Site, "type", "d"));

        var verdict = await Ledger.VerifyAsync(Cancel);
        Assert.Equal((3, 4, null), (verdict.Recordings, verdict.Facts, verdict.BrokenAt));
        Assert.Equal(["a", "b", "c", "d"], (await ReadAsync(knownOn: null)).Select(said => said.Fact.Value));
    }

    [Fact]
    public async Task Text_that_a_database_would_not_keep_is_cleaned_before_it_is_hashed()
    {
        await RecordAsync("files", Said(Pump, "name", "a\0b"), Said(Pump, "note", "half \ud83d"));

        Assert.Equal(["a\ufffdb", "half \ufffd"], (await ReadAsync(knownOn: null)).Select(said => said.Fact.Value));
        Assert.Null((await Ledger.VerifyAsync(Cancel)).BrokenAt);
    }

    [Theory]
    [InlineData("UPDATE facts SET value = 'x'")]
    [InlineData("DELETE FROM facts")]
    [InlineData("UPDATE fact_recordings SET note = ''")]
    [InlineData("DELETE FROM fact_nodes")]
    public async Task The_tables_take_no_change(string sql)
    {
        await RecordAsync("files", Said(Pump, "name", "a"));

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ExecuteAsync(sql));
    }

    [Theory]
    [InlineData("UPDATE facts SET value = 'x' WHERE sequence = 3", 2)]
    [InlineData("UPDATE facts SET effective_at = effective_at + 1 WHERE sequence = 1", 1)]
    [InlineData("DELETE FROM facts WHERE sequence = 4", 3)]
    [InlineData("DELETE FROM facts WHERE sequence = 2", 2)]
    [InlineData("UPDATE fact_recordings SET actor = 'nobody' WHERE sequence = 2", 2)]
    [InlineData("DELETE FROM fact_recordings WHERE sequence = 2", 3)]
    [InlineData("UPDATE fact_nodes SET id = '0192a000000070008000000000000009' WHERE sequence = 1", 1)]
    [InlineData("DELETE FROM fact_nodes WHERE sequence = 1", 1)]
    [InlineData("UPDATE facts SET value = NULL WHERE sequence = 2", 2)]
    public async Task Who_goes_round_the_triggers_breaks_the_chain(string sql, long brokenAt)
    {
        await RecordAsync("files", Said(Pump, "name", "a"));
        await RecordAsync("files", Said(Pump, "name", "b"), Said(Pump, "name", "c"));
        await RecordAsync("files", Said(Pump, "name", "d"));
        foreach (var table in (string[])["facts", "fact_recordings", "fact_nodes"])
        {
            await ExecuteAsync(TestState.IsOnPostgres
                ? $"DROP TRIGGER {table}_stays ON {table}"
                : $"DROP TRIGGER {table}_is_not_changed; DROP TRIGGER {table}_is_not_deleted");
        }

        await ExecuteAsync(sql);

        Assert.Equal(brokenAt, (await Ledger.VerifyAsync(Cancel)).BrokenAt);
    }

    private static Fact Said(NodeId subject, string predicate, string value) => new(subject, predicate, value, Some.Noon);

    private Task<Recording> RecordAsync(string source, params Fact[] facts) => Ledger.AppendAsync(new(source, "test"), facts, Cancel);

    private async Task<List<RecordedFact>> ReadAsync(DateTimeOffset? knownOn) => await Ledger.StreamAsync(knownOn, Cancel).ToListAsync(Cancel);

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await city.Get<LedgerConnections>().OpenAsync("facts", Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
