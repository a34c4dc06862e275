using System.Text.Json;
using Kotwal.Events;
using Kotwal.Lake.Retention;
using Kotwal.Lake.Seals;
using Kotwal.Testing;

namespace Kotwal.Lake.Tests.Retention;

public sealed class ExpiryTests : IDisposable
{
    private readonly TemporaryFolder data = new();
    private readonly Clock clock = new(Some.Noon);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task What_is_over_goes_by_the_folder_and_the_chain_says_so()
    {
        await using var store = await FillAsync();
        clock.Advance(TimeSpan.FromDays(300));
        Assert.Empty(store.Due());
        clock.Advance(TimeSpan.FromDays(64));

        var due = Assert.Single(store.Due());
        var result = await store.ExpireAsync(due, Cancel);

        Assert.Equal((new DateOnly(2026, 3, 14), "standard", 10L), (due.Day, due.Class, due.Rows));
        Assert.Equal(new ExpiryResult(10, 0), result);
        Assert.False(Directory.Exists(data["lake/day=2026-03-14"]));
        Assert.Equal(10, await CountAsync(store, ""));
        Assert.Empty(store.Due());
        using var tombstone = JsonDocument.Parse(await File.ReadAllTextAsync(data["lake/seals/0000000003.json"], Cancel));
        Assert.Equal("Expired", tombstone.RootElement.GetProperty("kind").GetString());
        Assert.Equal(10, tombstone.RootElement.GetProperty("removed")[0].GetProperty("rows").GetInt64());
        Assert.Equal("Kept for the 365 days of class standard.", tombstone.RootElement.GetProperty("reason").GetString());
        Assert.Empty((await VerifyAsync()).Faults);
    }

    [Fact]
    public async Task When_room_ends_what_the_law_does_not_ask_for_is_over_and_the_chain_says_why()
    {
        await using var store = await FillAsync();
        clock.Advance(TimeSpan.FromDays(100));
        store.KeepsLegalMinimumOnly = true;
        var early = store.Due();
        clock.Advance(TimeSpan.FromDays(100));

        var due = store.Due();
        store.KeepsLegalMinimumOnly = false;

        Assert.Empty(early);
        Assert.NotEmpty(due);
        Assert.StartsWith("Room ends: kept for the 180 days", due[0].Reason, StringComparison.Ordinal);
        Assert.Empty(store.Due());
    }

    [Fact]
    public async Task A_damaged_sealed_segment_is_taken_out_set_aside_and_still_stated()
    {
        string path;
        await using (var store = await FillAsync())
        {
            path = store.Manifest.All().First(segment => segment.Seal is not null).Path;
        }

        var bytes = await File.ReadAllBytesAsync(data["lake/" + path], Cancel);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(data["lake/" + path], bytes, Cancel);
        var aside = new List<(string Path, byte[] Bytes)>();
        var mended = LakeRepair.Mend(data["lake"], (await VerifyAsync()).Faults, file => aside.Add((file, File.ReadAllBytes(file))));

        Assert.Equal(path, Assert.Single(mended).Path);
        Assert.Equal(bytes, Assert.Single(aside).Bytes);
        Assert.Equal(LakeFaultKind.Missing, Assert.Single((await VerifyAsync()).Faults).Kind);
        await using var again = Some.SealingStore(data.Path, clock);
        Assert.Equal(10, await CountAsync(again, ""));
    }

    [Fact]
    public async Task A_segment_that_comes_back_after_its_time_is_extra()
    {
        await using var store = await FillAsync();
        var path = store.Manifest.All().First(segment => segment.Day == new DateOnly(2026, 3, 14)).Path;
        var bytes = await File.ReadAllBytesAsync(data["lake/" + path], Cancel);
        clock.Advance(TimeSpan.FromDays(364));
        await store.ExpireAsync(Assert.Single(store.Due()), Cancel);
        Directory.CreateDirectory(Path.GetDirectoryName(data["lake/" + path])!);
        await File.WriteAllBytesAsync(data["lake/" + path], bytes, Cancel);
        await store.AppendAsync(Some.Batch(20, 1, clock.Now), Some.Range(20, 21), Cancel);

        Assert.Equal(LakeFaultKind.Extra, Assert.Single((await VerifyAsync()).Faults).Kind);
    }

    [Fact]
    public async Task A_hold_keeps_exactly_what_it_names_until_it_is_lifted()
    {
        await using var store = await FillAsync();
        var before = await RowsAsync(store, "user.name:asha | where @timestamp < datetime(2026-03-14T18:00:00Z)");
        var hold = await store.Holds.AddAsync("Case 7", "user.name:asha", null, Some.Noon.AddHours(6), "ravi", Cancel);
        clock.Advance(TimeSpan.FromDays(1000));

        foreach (var due in store.Due())
        {
            await store.ExpireAsync(due, Cancel);
        }

        Assert.Equal(5, await CountAsync(store, ""));
        Assert.Equal(5, before.Count);
        Assert.Equal(before, await RowsAsync(store, "user.name:asha"));
        Assert.Empty(store.Due());
        Assert.Empty((await VerifyAsync()).Faults);

        await store.Holds.LiftAsync(hold.Id, "ravi", Cancel);
        await ExpireAllAsync(store);

        Assert.Equal(0, await CountAsync(store, ""));
        Assert.Empty((await VerifyAsync()).Faults);
        Assert.Empty(store.Manifest.All());
    }

    [Fact]
    public async Task The_engine_in_a_process_of_its_own_keeps_what_holds_name_as_well()
    {
        await using var store = await FillAsync(options => (options.ReadInProcess, options.ReaderCommand) = (false, [Environment.ProcessPath!, "lake-reader"]));
        await store.Holds.AddAsync("Case 7", "user.name:asha", null, null, "ravi", Cancel);
        clock.Advance(TimeSpan.FromDays(1000));

        await ExpireAllAsync(store);

        Assert.Equal(10, await CountAsync(store, "user.name:asha"));
        Assert.Equal(10, await CountAsync(store, ""));
    }

    [Fact]
    public async Task Of_two_holds_the_one_that_stays_keeps_its_own_when_the_other_is_lifted()
    {
        await using var store = await FillAsync();
        var asha = await store.Holds.AddAsync("Case 7", "user.name:asha", null, null, "ravi", Cancel);
        await store.Holds.AddAsync("Case 8", "| where event.original in ('event 1', 'event 2')", null, null, "ravi", Cancel);
        clock.Advance(TimeSpan.FromDays(366));
        await ExpireAllAsync(store);
        Assert.Equal(11, await CountAsync(store, ""));

        await store.Holds.LiftAsync(asha.Id, "ravi", Cancel);
        await ExpireAllAsync(store);

        Assert.Equal(2, await CountAsync(store, ""));
        Assert.Equal(2, await CountAsync(store, "| where event.original in ('event 1', 'event 2')"));
        Assert.Empty((await VerifyAsync()).Faults);
    }

    [Fact]
    public async Task A_hold_on_what_is_relative_in_time_means_the_time_at_which_it_was_made()
    {
        await using var store = await FillAsync();
        await store.Holds.AddAsync("Last days", "| where @timestamp > ago(10d)", null, null, "ravi", Cancel);
        clock.Advance(TimeSpan.FromDays(700));

        await ExpireAllAsync(store);

        Assert.Equal(20, await CountAsync(store, ""));
    }

    [Theory]
    [InlineData("user.name:(")]
    [InlineData("| take 5")]
    [InlineData("| summarize count()")]
    [InlineData("| project message")]
    public async Task What_is_more_than_a_filter_is_no_hold(string query)
    {
        await using var store = await FillAsync();

        await Assert.ThrowsAsync<FormatException>(() => store.Holds.AddAsync("Case", query, null, null, "ravi", Cancel));

        Assert.Empty(store.Holds.Read());
    }

    [Fact]
    public async Task A_hold_that_cannot_be_read_stops_every_deletion()
    {
        await using var store = await FillAsync();
        await store.Holds.AddAsync("Case 7", "user.name:asha", null, null, "ravi", Cancel);
        var file = data["lake/holds.json"];
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Cancel)).Replace("user.name:asha", "| nonsense", StringComparison.Ordinal), Cancel);
        clock.Advance(TimeSpan.FromDays(364));

        await Assert.ThrowsAsync<IOException>(async () => await store.ExpireAsync(Assert.Single(store.Due()), Cancel));

        Assert.Equal(20, await CountAsync(store, ""));
        Assert.Equal(2, store.Manifest.Folded.Count);
        Assert.Empty((await VerifyAsync()).Faults);
    }

    [Fact]
    public async Task Holds_with_hostile_texts_name_what_they_say()
    {
        await using var store = await FillAsync();
        foreach (var text in (string[])["x') OR 1=1 --", "\\\" OR *", "a\0b"])
        {
            await store.Holds.AddAsync("Case", $"| where user.name == '{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal).Replace("\0", "\\0", StringComparison.Ordinal)}'", null, null, "ravi", Cancel);
        }

        clock.Advance(TimeSpan.FromDays(1000));
        await ExpireAllAsync(store);

        Assert.Equal(0, await CountAsync(store, ""));
    }

    // Two days of ten events; every second is about asha, the others about ravi. All that a column or the map can hold comes through a hold.
    private async Task<LakeEventStore> FillAsync(Action<LakeOptions>? set = null)
    {
        var store = Some.SealingStore(data.Path, clock, set);
        for (var day = 0; day < 2; day++)
        {
            var batch = Some.Batch(day * 10, 10, clock.Now, (opened, number) =>
            {
                opened.Add(Field.Of("user.name"), number % 2 == 0 ? "asha" : "ravi");
                opened.Add(Field.Of("Data.Number"), number, isListItem: true);
                opened.Add(Field.Of("event.start"), "2026-03-14T12:00:00.123456789Z");
            });
            await store.AppendAsync(batch, Some.Range(day * 10, (day * 10) + 10), Cancel);
            await Some.FoldAsync(store, clock);
        }

        return store;
    }

    private static async Task ExpireAllAsync(LakeEventStore store)
    {
        foreach (var due in store.Due())
        {
            await store.ExpireAsync(due, Cancel);
        }
    }

    private static async Task<long> CountAsync(LakeEventStore store, string hunt) =>
        (long)(await store.QueryAsync(Some.Hunt(hunt + " | summarize count()"), VisibleEvents.All, QueryLimits.Page, Cancel)).Rows[0][0]!;

    private static async Task<IReadOnlyList<string>> RowsAsync(LakeEventStore store, string hunt)
    {
        var result = await store.QueryAsync(Some.Hunt(hunt + " | sort by ['event.original'] asc"), VisibleEvents.All, QueryLimits.Page, Cancel);
        return [.. result.Rows.Select(row => string.Join('|', row.Select(cell => cell is object?[] list ? string.Join(',', list) : cell?.ToString())))];
    }

    private Task<LakeVerdict> VerifyAsync() => LakeVerifier.VerifyAsync(data["lake"], new ColdOptions(), ColdDepth.Bytes, [Some.KeyFile(data.Path)], [], Cancel);
}
