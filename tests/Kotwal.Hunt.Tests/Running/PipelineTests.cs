namespace Kotwal.Hunt.Tests.Running;

/// <summary>Operators, run on DuckDB and compared with plain C# over the same rows.</summary>
public sealed class PipelineTests(TestLake lake) : IClassFixture<TestLake>
{
    private static readonly DateTime Now = Rows.Now.UtcDateTime;

    private static readonly IReadOnlyList<Row> Newest = [.. Rows.All.OrderByDescending(row => row.Time)];

    // Each oracle gives the rows in the order that the hunt asks for.
    private static readonly Dictionary<string, Func<IEnumerable<object?[]>>> Ordered = new()
    {
        ["take 5 | project event.id"] = () => Newest.Take(5).Select(row => Cells(row.Id)),
        ["* | limit 5 | project event.id"] = () => Newest.Take(5).Select(row => Cells(row.Id)),
        ["take 0"] = () => [],
        ["events | take 10 | where destination.port == 22 | project event.id"] =
            () => Newest.Take(10).Where(row => row.Port == 22).Select(row => Cells(row.Id)),
        ["events | take 10 | take 3 | project event.id"] = () => Newest.Take(3).Select(row => Cells(row.Id)),
        ["events | project event.id | take 4"] = () => Newest.Take(4).Select(row => Cells(row.Id)),
        ["events | sort by @timestamp asc | project event.id | take 4"] =
            () => Newest.Reverse().Take(4).Select(row => Cells(row.Id)),
        ["events | sort by @timestamp asc | take 4 | sort by event.id desc | project event.id"] =
            () => Newest.Reverse().Take(4).Select(row => row.Id).OrderDescending(StringComparer.Ordinal).Select(id => Cells(id)),
        ["events | order by destination.port desc, event.id asc | project event.id, destination.port"] =
            () => Rows.All.OrderBy(row => row.Port is null).ThenByDescending(row => row.Port).ThenBy(row => row.Id, StringComparer.Ordinal)
                .Select(row => Cells(row.Id, row.Port)),
        ["events | sort by destination.port asc, event.id | project event.id"] =
            () => Rows.All.OrderBy(row => row.Port is not null).ThenBy(row => row.Port).ThenByDescending(row => row.Id, StringComparer.Ordinal)
                .Select(row => Cells(row.Id)),
        ["events | sort by destination.port asc nulls last, event.id asc | project event.id"] =
            () => Rows.All.OrderBy(row => row.Port is null).ThenBy(row => row.Port).ThenBy(row => row.Id, StringComparer.Ordinal)
                .Select(row => Cells(row.Id)),
        ["events | sort by strlen(event.original) desc, event.id asc | take 9 | project event.id"] =
            () => Rows.All.OrderByDescending(row => row.Original.EnumerateRunes().Count()).ThenBy(row => row.Id, StringComparer.Ordinal).Take(9)
                .Select(row => Cells(row.Id)),
        ["events | top 6 by source.bytes, event.id asc | project event.id, source.bytes"] =
            () => Rows.All.OrderByDescending(row => row.Bytes ?? -1).ThenBy(row => row.Id, StringComparer.Ordinal).Take(6)
                .Select(row => Cells(row.Id, row.Bytes)),
        ["events | top 3 by source.bytes asc nulls last, event.id asc | project event.id"] =
            () => Rows.All.Where(row => row.Bytes is not null).OrderBy(row => row.Bytes).ThenBy(row => row.Id, StringComparer.Ordinal).Take(3)
                .Select(row => Cells(row.Id)),
        ["events | project when = @timestamp, event.id | where when > ago(20m) | project event.id"] =
            () => Newest.Where(row => row.Time > Now.AddMinutes(-20)).Select(row => Cells(row.Id)),
        ["destination.port:22 | extend user.name = strcat('<', user.name, '>') | project user.name, event.id"] =
            () => Newest.Where(row => row.Port == 22).Select(row => Cells($"<{row.User}>", row.Id)),
        ["destination.port:22 | extend a = source.bytes + 1, b = source.bytes * 2 | extend c = a + b | project c, event.id"] =
            () => Newest.Where(row => row.Port == 22).Select(row => Cells(row.Bytes * 3 + 1, row.Id)),
        ["destination.port:22 | extend x = 1 | extend x = x + 1 | extend x = x * x | project x | take 1"] = () => [Cells(4L)],
        ["destination.port:22 | project kind = iff(event.outcome == 'failure', 'bad', 'good'), bad = event.outcome == 'failure'"] =
            () => Newest.Where(row => row.Port == 22).Select(row => Cells(row.Outcome == "failure" ? "bad" : "good", row.Outcome == "failure")),
        ["destination.port:22 | project user.name == 'root', source.bytes % 7"] =
            () => Newest.Where(row => row.Port == 22).Select(row => Cells(row.User == "root", row.Bytes % 7)),
        ["event.id:e007 | project tags, device.address, device.zone, x = tolower(tags), y = tolower(device.address)"] =
            () => [Cells(Array.Empty<object>(), new object[] { "10.9.7.1" }, null, "", "10.9.7.1")],
        ["event.id:e006 | project device.zone, joined = tostring(device.zone), tags"] =
            () => [Cells(new object[] { "North Ward", "yard" }, "North Ward, yard", new object[] { "vpn", "Night Shift" })],
        ["event.id:e000 | project tostring(@timestamp), bin(@timestamp, 1d), now() - 2h, -3, 7 / 2, 7 / 2.0, 7 / 0"] =
            () => [Cells("2026-11-23T12:00:00.000000Z", Now.Date, Now.AddHours(-2), -3L, 3L, 3.5, null)],
        ["event.id:e000 | project bin(17, 5), bin(-17, 5), bin(2.7, 0.5), bin(@timestamp + 7m, 5m)"] =
            () => [Cells(15L, -20L, 2.5, Now.AddMinutes(5))],
        ["event.id:e000 | project toint('5.9'), toint('x'), toint(-5.9), todouble('1e3'), toint(true), tostring(true)"] =
            () => [Cells(5L, null, -5L, 1000d, 1L, "true")],
        ["event.id:e000 | extend t = todatetime(strcat('2026-11-23T10:00:00', '+05:30')) | project t, todatetime('2026-01-02'), todatetime(user.name)"] =
            () => [Cells(new DateTime(2026, 11, 23, 4, 30, 0), new DateTime(2026, 1, 2), null)],
        ["event.id:e001 | project lag = now() - @timestamp"] = () => [Cells(299.999)],
        ["event.id:e001 | project-away event.original, tags, source*, user.* "] =
            () => Rows.All.Where(row => row.Id == "e001").Select(row => Cells(row.Time, row.Id, row.Port, row.Outcome)),
        ["event.id:e001 | extend x = 5 | project-away event.*, @timestamp, destination.port | take 1"] =
            () => Rows.All.Where(row => row.Id == "e001").Select(row => Cells(row.SourceIp, row.User, row.Bytes, List(row.Tags), 5L)),
        ["events | count"] = () => [Cells((long)Rows.All.Count)],
        ["nothing_fits_this | count"] = () => [Cells(0L)],
        ["count"] = () => [Cells((long)Rows.All.Count)],
        ["events | take 7 | count"] = () => [Cells(7L)],
        ["summarize n = count() by event.outcome | sort by n desc, event.outcome asc"] = () => Rows.All.GroupBy(row => row.Outcome)
            .Select(group => (group.Key, Count: group.LongCount())).OrderByDescending(group => group.Count).Select(group => Cells(group.Key, group.Count)),
        ["summarize n = count() by user.name | where n > 20 | sort by user.name asc | project user.name"] = () => Rows.All
            .GroupBy(row => row.User).Where(group => group.Count() > 20).Select(group => group.Key)
            .OrderBy(user => user is not null).ThenBy(user => user, StringComparer.Ordinal).Select(user => Cells(user)),
        ["summarize n = count() by user.name | summarize most = max(n), users = count()"] =
            () => [Cells(Rows.All.GroupBy(row => row.User).Max(group => group.LongCount()), (long)Rows.All.GroupBy(row => row.User).Count())],
        ["@timestamp:>now-6h | summarize count() by bin(@timestamp, 1h) | sort by @timestamp asc"] = () => Rows.All
            .Where(row => row.Time > Now.AddHours(-6)).GroupBy(row => new DateTime(row.Time.Ticks - (row.Time.Ticks % TimeSpan.TicksPerHour)))
            .OrderBy(group => group.Key).Select(group => Cells(group.Key, group.LongCount())),
    };

    // Each oracle gives the rows in any order.
    private static readonly Dictionary<string, Func<IEnumerable<object?[]>>> Unordered = new()
    {
        ["distinct event.outcome, destination.port"] = () => Rows.All.Select(row => (row.Outcome, row.Port)).Distinct()
            .Select(pair => Cells(pair.Outcome, pair.Port)),
        ["events | project user = tolower(user.name) | distinct *"] =
            () => Rows.All.Select(row => row.User?.ToLowerInvariant()).Distinct().Select(user => Cells(user)),
        ["distinct device.floor"] = () => Rows.All.Select(row => row.Others("device.floor").FirstOrDefault()).Distinct().Select(floor => Cells(floor)),
        ["summarize by event.outcome"] = () => Rows.All.Select(row => row.Outcome).Distinct().Select(outcome => Cells(outcome)),
        ["summarize count() by device.zone"] = () => Rows.All.GroupBy(row => Joined(row.Others("device.zone")))
            .Select(group => Cells(group.Key, group.LongCount())),
        ["summarize count(), dcount(user.name), sum(source.bytes / 1000), min(source.bytes), max(source.bytes) by destination.port"] =
            () => Rows.All.GroupBy(row => row.Port).Select(group => Cells(
                group.Key,
                group.LongCount(),
                (long)group.Select(row => row.User).OfType<string>().Distinct().Count(),
                group.Sum(row => row.Bytes / 1000),
                group.Min(row => row.Bytes),
                group.Max(row => row.Bytes))),
        ["risk.level:* | summarize avg(risk.level), sum(risk.level), min(@timestamp), max(@timestamp)"] = () => [Cells(
            Rows.All.Average(row => row.Score),
            Rows.All.Sum(row => row.Score),
            Rows.All.Where(row => row.Score is not null).Min(row => row.Time),
            Rows.All.Where(row => row.Score is not null).Max(row => row.Time))],
        ["summarize f = countif(event.outcome == 'failure'), d = dcountif(user.name, destination.port == 22), s = sumif(toint(device.floor), tls.established)"] =
            () => [Cells(
                Rows.All.LongCount(row => row.Outcome == "failure"),
                (long)Rows.All.Where(row => row.Port == 22).Select(row => row.User).OfType<string>().Distinct().Count(),
                Rows.All.Where(row => row.IsEncrypted == true)
                    .Sum(row => long.TryParse(row.Others("device.floor").FirstOrDefault(), out var floor) ? floor : 0))],
        ["summarize ratio = 100 * countif(event.outcome == 'failure') / count() by tls.established"] = () => Rows.All.GroupBy(row => row.IsEncrypted)
            .Select(group => Cells(group.Key, 100 * group.LongCount(row => row.Outcome == "failure") / group.LongCount())),
        ["summarize make_set(user.name), make_set(user.name, 2) by event.outcome"] = () => Rows.All.GroupBy(row => row.Outcome)
            .Select(group => (group.Key, Users: group.Select(row => row.User).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToArray<object>()))
            .Select(group => Cells(group.Key, group.Users, group.Users[..Math.Min(2, group.Users.Length)])),
        ["destination.port:22 | take 1 | summarize make_list(event.id), any(event.outcome)"] =
            () => [Cells(new object[] { Newest.First(row => row.Port == 22).Id }, Newest.First(row => row.Port == 22).Outcome)],
        ["summarize arg_max(@timestamp, event.id, user.name) by event.outcome"] = () => Rows.All.GroupBy(row => row.Outcome)
            .Select(group => group.MaxBy(row => row.Time)!).Select(row => Cells(row.Outcome, row.Time, row.Id, row.User)),
        ["summarize first = arg_min(@timestamp, event.id) by user.name"] = () => Rows.All.GroupBy(row => row.User)
            .Select(group => group.MinBy(row => row.Time)!).Select(row => Cells(row.User, row.Time, row.Id)),
        ["@timestamp:[now-2h TO now] | project event.id, user.name, @timestamp | summarize arg_max(@timestamp, *) by user.name"] = () => Rows.All
            .Where(row => row.Time >= Now.AddHours(-2) && row.Time <= Now).GroupBy(row => row.User)
            .Select(group => group.MaxBy(row => row.Time)!).Select(row => Cells(row.User, row.Time, row.Id)),
        ["summarize median = percentile(risk.level, 50), least = percentile(risk.level, 0)"] = () => [Cells(Median(), 0.25)],
        ["summarize count() by tags"] = () => Rows.All.GroupBy(row => row.Tags is null ? "null" : string.Join('|', row.Tags))
            .Select(group => Cells(List(group.First().Tags), group.LongCount())),
        ["summarize count() by failed = event.outcome == 'failure', night = tags has 'night'"] = () => Rows.All
            .GroupBy(row => (row.Outcome == "failure", row.Tags?.Contains("Night Shift") == true))
            .Select(group => Cells(group.Key.Item1, group.Key.Item2, group.LongCount())),
    };

    public static TheoryData<string> OrderedHunts { get; } = [.. Ordered.Keys];

    public static TheoryData<string> UnorderedHunts { get; } = [.. Unordered.Keys];

    [Theory]
    [MemberData(nameof(OrderedHunts))]
    public void Rows_come_in_the_order_that_plain_code_gives_them(string hunt)
    {
        var expected = Ordered[hunt]().Select(Shown).ToList();

        var found = lake.Run(hunt).Select(Shown).ToList();

        Assert.Equal(expected, found);
    }

    [Theory]
    [MemberData(nameof(UnorderedHunts))]
    public void Groups_are_those_that_plain_code_makes(string hunt)
    {
        var expected = Unordered[hunt]().Select(Shown).Order(StringComparer.Ordinal).ToList();

        var found = lake.Run(hunt).Select(Shown).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(expected, found);
    }

    [Fact]
    public void One_row_more_than_wanted_tells_that_there_are_more()
    {
        var found = lake.Run("events", maxRows: 10);

        Assert.Equal(11, found.Count);
    }

    [Fact]
    public void A_row_has_the_fields_that_the_schema_says()
    {
        var query = Some.Query("events");

        Assert.Equal(TestTable.Open.RowFields, query.Columns.Select(column => column.Name));
        Assert.Equal(Newest.Select(row => row.Id), lake.Run(query).Select(cells => (string)cells[1]!));
    }

    [Fact]
    public void A_map_can_be_shown_whole()
    {
        var found = lake.Run("event.id:e000 | project fields");

        var map = Assert.IsType<System.Collections.IDictionary>(found[0][0], exactMatch: false);
        Assert.Equal(Rows.All[0].Other.Keys.Order(), map.Keys.Cast<string>().Order());
    }

    [Fact]
    public void Columns_carry_the_types_that_the_cells_have()
    {
        var query = Some.Query("events | project a = 1, b = 1.5, c = user.name, d = @timestamp, e = 1h, f = tags, g = a.b, h = 1 < 2");

        (string, HuntType, bool)[] expected =
        [
            ("a", HuntType.Whole, false), ("b", HuntType.Fraction, false), ("c", HuntType.Keyword, false), ("d", HuntType.Time, false),
            ("e", HuntType.Fraction, false), ("f", HuntType.Keyword, true), ("g", HuntType.Open, true), ("h", HuntType.Truth, false),
        ];
        Assert.Equal(expected, query.Columns.Select(column => (column.Name, column.Type, column.IsList)));
    }

    [Fact]
    public void Lower_case_is_the_same_in_the_engine_and_here()
    {
        var characters = Enumerable.Range(1, 0xd7ff).Select(code => ((char)code).ToString());
        var expected = string.Concat(characters.Where(one => char.IsAscii(WordSplitter.Lower(one)[0])).Select(one => one + WordSplitter.Lower(one)));

        var engine = lake.Scalar("""
            SELECT string_agg(chr(i::INTEGER) || lower(chr(i::INTEGER)), '' ORDER BY i)
            FROM range(1, 55296) t(i) WHERE ascii(lower(chr(i::INTEGER))) < 128
            """);

        Assert.Equal(expected, engine);
    }

    private static double Median()
    {
        var scores = Rows.All.Select(row => row.Score).OfType<double>().Order().ToList();
        return (scores[(scores.Count - 1) / 2] + scores[scores.Count / 2]) / 2;
    }

    private static object?[] Cells(params object?[] cells) => cells;

    private static object[]? List(string[]? items) => items?.ToArray<object>();

    private static string? Joined(string[] items) => items.Length == 0 ? null : string.Join(", ", items);

    private static string Shown(object?[] cells) => string.Join(" | ", cells.Select(cell => cell switch
    {
        null => "∅",
        object?[] items => $"[{string.Join(", ", items)}]",
        DateTime time => time.ToString("O")[..26],
        double number => number.ToString("G12", System.Globalization.CultureInfo.InvariantCulture),
        _ => Convert.ToString(cell, System.Globalization.CultureInfo.InvariantCulture),
    }));
}
