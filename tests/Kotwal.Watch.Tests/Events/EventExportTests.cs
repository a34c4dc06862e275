using System.Globalization;
using Kotwal.City.Audit;
using Kotwal.Lake;
using Kotwal.Watch.Events;
using Kotwal.Watch.Events.Export;
using Microsoft.Extensions.Options;
using ParquetSharp;

namespace Kotwal.Watch.Tests.Events;

public sealed class EventExportTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly SearchState Everything = new("", TimeWindow.Always);

    [Fact]
    public async Task Every_event_is_exported_once_however_small_the_slices_are()
    {
        await using var desk = await TestDesk.CreateAsync();
        var times = Enumerable.Range(0, 500).Select(number => Some.Noon.AddMilliseconds(number * number % 9973)).ToList();
        desk.Store.Answer = text => Answer(text, times, most: 7);

        var start = await Export(desk, 7).BeginAsync(Everything, isWhole: false, "csv", Some.Person(), Cancel);

        var exported = new List<DateTimeOffset>();
        await foreach (var slice in start.Slices!)
        {
            Assert.True(slice.Rows.Count <= 7);
            exported.AddRange(slice.Rows.Select(row => (DateTimeOffset)row[0]!));
        }

        Assert.Equal(times.OrderDescending(), exported);
    }

    [Fact]
    public async Task More_at_one_time_than_a_slice_may_have_ends_the_export_and_does_not_cut_it()
    {
        await using var desk = await TestDesk.CreateAsync();
        desk.Store.Answer = text => Answer(text, [.. Enumerable.Repeat(Some.Noon, 8)], most: 7);

        var start = await Export(desk, 7).BeginAsync(Everything, isWhole: false, "csv", Some.Person(), Cancel);

        Assert.Contains("all at one time", start.Failure, StringComparison.Ordinal);
        var noted = Assert.Single(await desk.Get<IAuditTrail>().ReadAsync(null, 10, Cancel), entry => entry.Action == "event.export");
        Assert.Equal(AuditResult.Failed, noted.Result);
    }

    [Fact]
    public async Task An_export_is_noted_with_its_hunt_before_a_row_is_given()
    {
        await using var desk = await TestDesk.CreateAsync();

        await desk.Get<EventExport>().BeginAsync(new("user.name:root", TimeWindow.Always), isWhole: true, "parquet", Some.Person(), Cancel);

        var noted = Assert.Single(await desk.Get<IAuditTrail>().ReadAsync(null, 10, Cancel), entry => entry.Action == "event.export");
        Assert.Equal(("asha", "all time | user.name:root"), (noted.Actor, noted.Subject));
        Assert.StartsWith("parquet", noted.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_is_cut_is_refused()
    {
        await using var desk = await TestDesk.CreateAsync();
        desk.Store.Answer = _ => new([new("n", QueryType.Whole)], [[1L]], IsCut: true, TimeSpan.Zero);

        var start = await desk.Get<EventExport>().BeginAsync(Everything with { Query = "| summarize n = count() by a" }, false, "csv", Some.Person(), Cancel);

        Assert.Contains("more than 1 rows", start.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Csv_has_a_header_quotes_every_cell_and_defuses_formulas()
    {
        Assert.Equal(
            "\"@timestamp\",\"user.name\",\"n\",\"tags\"\r\n\"2026-03-01T12:00:00Z\",\"'=cmd|'/c calc'!A1\",\"-5\",\"a, b\"\r\n\"\",\"say \"\"hi\"\"\",\"\",\"\"\r\n",
            await TextAsync(output => TextRows.WriteCsvAsync(Slices(), output, Cancel)));
    }

    [Fact]
    public async Task Json_lines_hold_what_is_there()
    {
        Assert.Equal(
            "{\"@timestamp\":\"2026-03-01T12:00:00Z\",\"user.name\":\"=cmd|'/c calc'!A1\",\"n\":-5,\"tags\":[\"a\",\"b\"]}\n{\"user.name\":\"say \\\"hi\\\"\"}\n",
            await TextAsync(output => TextRows.WriteJsonLinesAsync(Slices(), output, Cancel)));
    }

    [Fact]
    public async Task Parquet_keeps_types_and_absence()
    {
        await using var file = await ParquetRows.WriteAsync(Slices(), Cancel);

        using var reader = new ParquetFileReader(file, leaveOpen: true);
        using var group = reader.RowGroup(0);
        Assert.Equal([Some.Noon.UtcDateTime, null], group.Column(0).LogicalReader<DateTime?>().ReadAll(2));
        Assert.Equal(["=cmd|'/c calc'!A1", "say \"hi\""], group.Column(1).LogicalReader<string>().ReadAll(2));
        Assert.Equal([-5L, null], group.Column(2).LogicalReader<long?>().ReadAll(2));
        Assert.Equal([["a", "b"], null], group.Column(3).LogicalReader<string[]?>().ReadAll(2));
    }

    private static async IAsyncEnumerable<QueryResult> Slices()
    {
        await Task.Yield();
        yield return new(
            [new("@timestamp", QueryType.Time), new("user.name", QueryType.Text), new("n", QueryType.Whole), new("tags", QueryType.List)],
            [[Some.Noon, "=cmd|'/c calc'!A1", -5L, new object?[] { "a", "b" }], [null, "say \"hi\"", null, null]], false, TimeSpan.Zero);
    }

    private static async Task<string> TextAsync(Func<Stream, Task> write)
    {
        using var bytes = new MemoryStream();
        await write(bytes);
        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static EventExport Export(TestDesk desk, int most) =>
        new(desk.Get<EventHunts>(), desk.Get<IAuditTrail>(), Options.Create(new WatchOptions { MaxQueryRows = most }));

    // A lake of times alone, which reads the bounds out of the hunt.
    private static QueryResult Answer(string text, IReadOnlyList<DateTimeOffset> times, int most)
    {
        if (text.Contains("min(@timestamp)", StringComparison.Ordinal))
        {
            return new([new("first", QueryType.Time), new("last", QueryType.Time)], [[times.Min(), times.Max()]], false, TimeSpan.Zero);
        }

        if (text.Contains("count()", StringComparison.Ordinal))
        {
            return new([new("n", QueryType.Whole), new("at", QueryType.Time)],
                [.. times.GroupBy(at => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond))).Select(second => new object?[] { (long)second.Count(), second.Key })], false, TimeSpan.Zero);
        }

        var bounds = text.Split("datetime(").Skip(1).Select(rest => DateTimeOffset.Parse(rest[..rest.IndexOf(')', StringComparison.Ordinal)], CultureInfo.InvariantCulture)).ToList();
        var found = times.Where(at => at >= bounds[0] && at < bounds[1]).OrderDescending().ToList();
        return new([new("@timestamp", QueryType.Time)], [.. found.Take(most).Select(at => new object?[] { at })], found.Count > most, TimeSpan.Zero);
    }
}
