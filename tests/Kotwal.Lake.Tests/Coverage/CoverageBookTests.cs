using CsCheck;
using Kotwal.Events;
using Kotwal.Lake.Coverage;
using Kotwal.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Lake.Tests.Coverage;

public sealed class CoverageBookTests
{
    private static readonly DateOnly Today = new(2026, 3, 14);
    private static readonly LogSender Pump = new("", "pump-1", "syslog", "gate");
    private static readonly LogSender Gate = new("7", "gate-2", "auth", "gate");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Days_that_are_over_are_counted_once_and_again_when_events_came_late()
    {
        using var folder = new TemporaryFolder();
        await using var store = Some.Store(folder.Path);
        var book = new CoverageBook(folder.Path);
        await AddAsync(store, 0, -3, Pump);
        await AddAsync(store, 1, -1, Gate);
        await AddAsync(store, 2, 0, Gate);
        await LookAsync(store, book);

        Assert.Equal([(Today.AddDays(-3), 1L), (Today.AddDays(-1), 1L)], book.Current.Counted.OrderBy(day => day.Key).Select(day => (day.Key, day.Value)));
        Assert.Equal([Gate, Pump], book.Current.Heard.Select(row => row.Key).OrderBy(row => row.Node));
        var counted = book.Current;
        await LookAsync(store, book);
        Assert.Same(counted.Heard, book.Current.Heard);

        await AddAsync(store, 3, -3, Gate);
        await LookAsync(store, book);

        Assert.Equal(2, book.Current.Counted[Today.AddDays(-3)]);
        Assert.Equal(2, DaysOf(book, Gate).CountIn(Today.AddDays(-9), Today));
        Assert.Empty(book.Current.Waiting);
    }

    [Fact]
    public async Task What_was_counted_is_there_after_a_restart_and_a_damaged_file_is_made_again()
    {
        using var folder = new TemporaryFolder();
        await using var store = Some.Store(folder.Path);
        await AddAsync(store, 0, -70, Pump);
        await AddAsync(store, 1, -2, Pump);
        await LookAsync(store, new CoverageBook(folder.Path));

        var read = new CoverageBook(folder.Path);

        Assert.Equal(2, DaysOf(read, Pump).CountIn(Today.AddDays(-70), Today));
        Assert.Equal(Today.AddDays(-2), DaysOf(read, Pump).Last);

        var file = Path.Combine(folder.Path, CoverageFile.Name);
        var bytes = await File.ReadAllBytesAsync(file, Cancel);
        bytes[20] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Cancel);
        var damaged = new CoverageBook(folder.Path);
        Assert.Empty(damaged.Current.Heard);
        await LookAsync(store, damaged);
        Assert.Equal(2, DaysOf(new CoverageBook(folder.Path), Pump).CountIn(Today.AddDays(-70), Today));
    }

    [Fact]
    public void Days_that_were_deleted_are_forgotten()
    {
        var day = Today.AddDays(-5);
        var matrix = CoverageMatrix.Empty.With([new(day, 3, [Pump]), new(Today.AddDays(-4), 1, [Pump, Gate])], []);

        var left = matrix.With([new(Today.AddDays(-4), 0, [])], []);

        Assert.Equal([day], left.Counted.Keys);
        Assert.Equal(Pump, Assert.Single(left.Heard).Key);
    }

    [Fact]
    public async Task An_answer_that_is_cut_is_asked_for_in_halves()
    {
        using var folder = new TemporaryFolder();
        await using var store = Some.Store(folder.Path);
        for (var place = 0; place < 40; place++)
        {
            await AddAsync(store, place, -1, Pump with { Node = $"pump-{place}" }, TimeSpan.FromMinutes(place * 9));
        }

        var asked = 0;
        var heard = new HashSet<LogSender>();
        await CoverageCount.AddAsync(
            (hunt, limits, cancel) =>
            {
                asked++;
                return store.QueryAsync(hunt, VisibleEvents.All, limits with { MaxRows = 7 }, cancel);
            },
            Some.Noon.AddDays(-1).AddHours(-12), Some.Noon.AddHours(-12), heard, Cancel);

        Assert.Equal(40, heard.Count);
        Assert.True(asked > 6);
    }

    [Fact]
    public void Sets_of_days_agree_with_sets_that_are_written_down()
    {
        Gen.Select(Gen.Int[0, 400].List[0, 30], Gen.Int[0, 400].List[0, 30], Gen.Int[0, 400], Gen.Int[0, 100]).Sample(
            (one, other, from, length) =>
            {
                var (first, second) = (SetOf(one), SetOf(other));
                var (start, end) = (Today.AddDays(from), Today.AddDays(from + length));
                Assert.Equal(one.Union(other).Count(day => day >= from && day <= from + length), first.Or(second).CountIn(start, end));
                Assert.Equal(one.Except(other).Distinct().Count(), first.Without(second).CountIn(Today, Today.AddDays(400)));
                Assert.Equal(
                    Enumerable.Range(from, length + 1).Except(one).Except(other),
                    DaySet.Gaps(start, end, first, second).SelectMany(gap => Enumerable.Range(gap.From.DayNumber, gap.To.DayNumber - gap.From.DayNumber + 1)).Select(day => day - Today.DayNumber));
            });
    }

    private static DaySet SetOf(IEnumerable<int> days) => days.Aggregate(DaySet.Empty, (set, day) => set.With(Today.AddDays(day)));

    private static DaySet DaysOf(CoverageBook book, LogSender sender) => book.Current.Heard.Single(row => row.Key == sender).Value;

    private static async Task LookAsync(LakeEventStore store, CoverageBook book)
    {
        using var worker = new CoverageWorker(store, book, new Clock(Some.Noon), NullLogger<CoverageWorker>.Instance);
        await worker.LookAsync(Cancel);
    }

    private static ValueTask AddAsync(LakeEventStore store, long position, int day, LogSender sender, TimeSpan later = default)
    {
        var batch = new EventBatch(Some.Spool);
        Some.Add(batch, position, "x", Some.Noon.AddDays(day) + later, opened =>
        {
            opened.Add(Field.Of("host.name"), sender.Node);
            opened.Add(Field.Of("event.dataset"), sender.Class);
            if (sender.NodeId.Length > 0)
            {
                opened.Add(Field.Of("city.node_id"), sender.NodeId);
            }
        });
        return store.AppendAsync(batch, Some.Range(position, position + 1), Cancel);
    }
}
