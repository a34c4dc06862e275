namespace Kotwal.Hunt.Tests.Running;

/// <summary>Hunts whose rows look at each other, or come from nowhere, compared with rows that were worked out by hand or by plain C#.</summary>
public sealed class WindowTests(TestLake lake) : IClassFixture<TestLake>
{
    private static readonly Dictionary<string, Func<IEnumerable<object?[]>>> Expected = new()
    {
        ["range x from 1 to 5 step 2"] = () => [Cells.Of(1L), Cells.Of(3L), Cells.Of(5L)],
        ["range x from 5 to 1 step -2 | extend y = x * 2"] = () => [Cells.Of(5L, 10L), Cells.Of(3L, 6L), Cells.Of(1L, 2L)],
        ["range x from 5 to 1 step 1 | count"] = () => [Cells.Of(0L)],
        ["range x from 1 to 9000000000 step 1 | count"] = () => [Cells.Of(1_000_000L)],
        ["range at from datetime(2026-01-30) to datetime(2026-02-01) step 1d"] = () =>
            [Cells.Of(new DateTime(2026, 1, 30)), Cells.Of(new DateTime(2026, 1, 31)), Cells.Of(new DateTime(2026, 2, 1))],
        ["range d from 1h to 3h step 1h"] = () => [Cells.Of(3600.0), Cells.Of(7200.0), Cells.Of(10800.0)],
        ["print a = 1 + 1, b = tolower('ASHA'), c = 2 > 1, split('x.y', '.')"] = () => [Cells.Of(2L, "asha", true, new object?[] { "x", "y" })],
        ["print x = 3 | extend y = x + 1 | project y"] = () => [Cells.Of(4L)],
        ["let n = 4; print n | union (print n = 5) | summarize sum(n)"] = () => [Cells.Of(9L)],
        ["range x from 1 to 4 step 1 | extend n = row_number(), p = prev(x), q = next(x, 2, 0)"] = () =>
            [Cells.Of(1L, 1L, null, 3L), Cells.Of(2L, 2L, 1L, 4L), Cells.Of(3L, 3L, 2L, 0L), Cells.Of(4L, 4L, 3L, 0L)],
        ["range x from 1 to 4 step 1 | sort by x desc | serialize n = row_number(10) | where x == 2 | project x, n"] = () => [Cells.Of(2L, 12L)],
        ["range x from 1 to 6 step 1 | where x % 2 == 0 | extend d = x - prev(x, 1, 0), n = row_number() | where n > 1"] = () => [Cells.Of(4L, 2L, 2L), Cells.Of(6L, 2L, 3L)],
        ["alerts | sort by score desc | take 3 | extend rank = row_number() | project alert.id, rank | join kind=inner (alerts | project alert.id, score) on alert.id | where rank == 1 | project alert.id"] = () =>
            [Cells.Of("a2")],
        ["events | sort by @timestamp asc | extend n = row_number() | where user.name == 'root' | summarize n = max(n)"] = () =>
            [Cells.Of((long?)Rows.All.OrderBy(row => row.Time).Index().Where(row => row.Item.User == "root").Select(row => row.Index + 1L).DefaultIfEmpty().Max())],
        ["events | where event.original has_any (datatable(word:string)['FAILED', 'closed'] | take 9) | count"] = () =>
            [Cells.Of(Rows.All.LongCount(row => WordSplitter.Split(row.Original).Any(word => word is "failed" or "closed")))],
        ["let words = datatable(n:long)[412]; events | where event.original has_any (words) | count"] = () =>
            [Cells.Of(Rows.All.LongCount(row => WordSplitter.Split(row.Original).Contains("412")))],
        ["events | where tags has_any (print 'shift' | take 1) | count"] = () => [Cells.Of(Rows.All.LongCount(row => row.Tags?.Any(tag => tag!.Contains("Shift", StringComparison.Ordinal)) == true))],
        ["events | where not(event.original has_any (alerts | where score > 1000 | project title)) | count"] = () => [Cells.Of((long)Rows.All.Count)],
        ["range x from 1 to 3 step 1 | extend s = strcat('n', tostring(row_number()), iff(isnull(prev(x)), 'first', 'later'))"] = () =>
            [Cells.Of(1L, "n1first"), Cells.Of(2L, "n2later"), Cells.Of(3L, "n3later")],
        ["range x from 1 to 2 step 1 | extend a = row_number(), m = toscalar(alerts | extend b = row_number() | summarize max(b)), z = prev(x)"] = () => [Cells.Of(1L, 1L, 5L, null), Cells.Of(2L, 2L, 5L, 1L)],
        ["union isfuzzy=true nothing, (alerts), nowhere | count"] = () => [Cells.Of(5L)],
        ["alerts | union isfuzzy=true nothing | count"] = () => [Cells.Of(5L)],
        ["print has_any_ipv4_prefix('from 10.20.3.4, port 22', '10.20.', '192.168.'), has_any_ipv4_prefix('at 110.20.3.4', '10.20.'), has_any_ipv4_prefix('1.10.20.3', '10.20.')"] = () =>
            [Cells.Of(true, false, false)],
        ["print has_ipv4('done by 10.0.0.5.', '10.0.0.5'), has_ipv4('10.0.0.55', '10.0.0.5'), has_ipv4('10.0.0.5.6', '10.0.0.5'), has_any_ipv4('x=10.0.0.6;', dynamic(['10.0.0.5', '10.0.0.6']))"] = () =>
            [Cells.Of(true, false, false, true)],
    };

    public static TheoryData<string> Hunts { get; } = [.. Expected.Keys];

    public static TheoryData<string, string> Wrong { get; } = new()
    {
        { "events | where row_number() < 5", "order of the rows" },
        { "events | extend p = prev(row_number())", "order of the rows" },
        { "events | summarize max(prev(n))", "order of the rows" },
        { "events | extend p = toscalar(events | where next(user.name) == 'x' | project user.name)", "order of the rows" },
        { "let n = row_number(); events | extend a = n", "order of the rows" },
        { "events | print 1", "at the start" },
        { "events | range x from 1 to 2 step 1", "at the start" },
        { "range x from 1 to 2 step 0", "not 0" },
        { "range x from now() to 2 step 1h", "same type" },
        { "range x from 'a' to 'b' step 1", "whole number" },
        { "union isfuzzy=true nothing, nowhere", "None of these" },
        { "union nothing, alerts", "Unknown table" },
        { "events | where has_any_ipv4_prefix(message, '10.20')", "dot at its end" },
        { "events | where has_ipv4(message, '10.20.')", "IPv4 address" },
        { "events | where has_any_ipv4_prefix(message, '10.300.')", "dot at its end" },
    };

    [Theory]
    [MemberData(nameof(Hunts))]
    public void Rows_are_the_expected_ones(string hunt) => Assert.Equal(Expected[hunt]().Select(Cells.Shown), lake.Run(hunt).Select(Cells.Shown));

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_has_no_meaning_is_said(string hunt, string message) => Assert.Contains(message, Some.Error(hunt).Message, StringComparison.Ordinal);
}
