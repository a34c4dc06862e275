namespace Kotwal.Hunt.Tests.Running;

/// <summary>Hunts over several tables: joins, unions and lets, compared with plain C# over the same rows.</summary>
public sealed class TablesTests(TestLake lake) : IClassFixture<TestLake>
{
    private static readonly DateTime Now = Rows.Now.UtcDateTime;

    private static readonly Dictionary<string, Func<IEnumerable<object?[]>>> Expected = new()
    {
        ["alerts | project alert.id, user.name"] = () => AlertTable.Rows.Select(alert => Cells.Of(alert.Id, alert.User)),
        ["alerts | where raised > ago(25m) | count"] = () => [Cells.Of(2L)],
        ["alerts | where isempty(details) | project alert.id"] = () => [Cells.Of("a3")],
        ["alerts | join kind=inner (events | where event.outcome == 'failure') on user.name | project alert.id, event.id, user.name, user.name1"] = () =>
            from alert in AlertTable.Rows
            from row in Rows.All
            where row.Outcome == "failure" && row.User is not null && row.User == alert.User
            select Cells.Of(alert.Id, row.Id, alert.User, row.User),
        ["events | join (alerts) on user.name | project event.id, alert.id"] = () =>
            from row in Rows.All.Where(row => row.User is not null).GroupBy(row => row.User).Select(same => same.MaxBy(row => row.Time)!)
            from alert in AlertTable.Rows
            where alert.User == row.User
            select Cells.Of(row.Id, alert.Id),
        ["alerts | join kind=leftouter (failed | summarize n = count() by user.name) on user.name | project alert.id, n"] = () =>
            AlertTable.Rows.Select(alert => Cells.Of(alert.Id, Failed(alert.User))),
        ["alerts | join kind=rightouter (events | summarize n = count() by user.name) on user.name | project alert.id, user.name1, n"] = () =>
            Rows.All.GroupBy(row => row.User).Select(group => Cells.Of(
                group.Key is null ? null : AlertTable.Rows.FirstOrDefault(alert => alert.User == group.Key).Id, group.Key, group.LongCount())),
        ["alerts | join kind=fullouter (events | summarize n = count() by user.name) on user.name | summarize rows = count(), both = countif(isnotnull(n) and isnotnull(alert.id))"] =
            () => [Cells.Of((long)Rows.All.Select(row => row.User).Distinct().Count() + 2, 3L)],
        ["alerts | join kind=leftanti events on user.name | project alert.id"] = () =>
            AlertTable.Rows.Where(alert => alert.User is null || Rows.All.All(row => row.User != alert.User)).Select(alert => Cells.Of(alert.Id)),
        ["alerts | join kind=leftsemi events on user.name | project alert.id"] = () =>
            AlertTable.Rows.Where(alert => alert.User is not null && Rows.All.Any(row => row.User == alert.User)).Select(alert => Cells.Of(alert.Id)),
        ["events | join kind=rightsemi alerts on user.name | project alert.id"] = () =>
            AlertTable.Rows.Where(alert => alert.User is not null && Rows.All.Any(row => row.User == alert.User)).Select(alert => Cells.Of(alert.Id)),
        ["events | join kind=rightanti (alerts) on user.name | project title"] = () => [Cells.Of("Nobody's alert"), Cells.Of("Of a stranger")],
        ["alerts | extend port = 22 | join kind=inner (events | where source.ip == '10.0.0.5') on user.name, $left.port == $right.destination.port | project alert.id, event.id"] = () =>
            from alert in AlertTable.Rows
            from row in Rows.All
            where row.SourceIp == "10.0.0.5" && row.Port == 22 && row.User is not null && row.User == alert.User
            select Cells.Of(alert.Id, row.Id),
        ["alerts | join kind=inner events on $right.user.name == $left.user.name | where event.id == 'e000' | project device.floor, device.zone"] = () =>
            [Cells.Of(new object[] { "0" }, new object[] { "North Ward", "yard" })],
        ["events | join kind=inner (events | project event.id, copy = message) on event.id | summarize n = count(), same = countif(copy == message)"] = () =>
            [Cells.Of(Rows.All.Count + 0L, Rows.All.LongCount(row => row.Message is not null))],
        ["events | where event.id in ('e000', 'e001') | lookup kind=leftouter (alerts | project user.name, title) on user.name | project event.id, title, user.name"] = () =>
            [Cells.Of("e000", "Password guessing", "root"), Cells.Of("e001", "New admin", "Admin")],
        ["union alerts, (events | where event.id == 'e007') | project event.id, alert.id, user.name"] = () =>
            AlertTable.Rows.Select(alert => Cells.Of(null, alert.Id, alert.User)).Append(Cells.Of("e007", null, "root")),
        ["alerts | where score > 80 | union (alerts | where score < 20) | project alert.id"] = () => [Cells.Of("a2"), Cells.Of("a4")],
        ["union kind=inner events, alerts | summarize n = count() by user.name"] = () => Rows.All.Select(row => row.User)
            .Concat(AlertTable.Rows.Select(alert => alert.User)).GroupBy(user => user).Select(group => Cells.Of(group.Key, group.LongCount())),
        ["union withsource=table alerts, (events | take 3) | summarize n = count() by table"] = () => [Cells.Of("alerts", 5L), Cells.Of("union_arg1", 3L)],
        ["union (events | where device.floor == 4), (events | where device.floor == 6) | summarize n = count() by device.floor"] = () =>
            new[] { "4", "6" }.Select(floor => Cells.Of(floor, Rows.All.LongCount(row => row.Others("device.floor").Contains(floor)))),
        ["union (alerts | project x = score), (alerts | project x = title) | where x == 'New admin' or x == '90' | project x"] = () => [Cells.Of("90"), Cells.Of("New admin")],
        ["let port = 22; let who = 'root'; events | where destination.port == port and user.name == who | count"] = () =>
            [Cells.Of(Rows.All.LongCount(row => row is { Port: 22, User: "root" }))],
        ["let window = 3 * 10m; let since = ago(window); failed | where @timestamp > since | count"] = () =>
            [Cells.Of(Rows.All.LongCount(row => row.Time > Now.AddMinutes(-30) && Has(row, "failed")))],
        ["let bad = alerts | where score > 60 | distinct user.name; events | where user.name in (bad) | count"] = () =>
            [Cells.Of(Rows.All.LongCount(row => row.User is "root" or "Admin"))],
        ["let bad = alerts | project user.name; events | where user.name !in (bad) | count"] = () =>
            [Cells.Of(Rows.All.LongCount(row => AlertTable.Rows.All(alert => row.User is null || alert.User != row.User)))],
        ["events | where user.name in~ (alerts | where alert.id == 'a3' | project user.name) | count"] = () =>
            [Cells.Of(Rows.All.LongCount(row => row.User?.ToLowerInvariant() == "asha"))],
        ["events | where device.floor in (events | where event.id == 'e004' | project tostring(device.floor)) | count"] = () =>
            [Cells.Of(Rows.All.LongCount(row => row.Others("device.floor").Contains("4")))],
        ["let most = toscalar(alerts | summarize max(score)); alerts | where score == most | project alert.id"] = () => [Cells.Of("a2")],
        ["let isBad = (name: string, least: long = 1) { name == 'root' or strlen(name) > least * 9 }; events | where isBad(user.name) | summarize count() by user.name"] = () =>
            Rows.All.Where(row => row.User == "root" || row.User?.Length > 9).GroupBy(row => row.User).Select(group => Cells.Of(group.Key, group.LongCount())),
        ["let top = (rows: (*), n: long) { rows | summarize c = count() by user.name | where c >= n }; top(events, 21) | project user.name"] = () =>
            Rows.All.GroupBy(row => row.User).Where(group => group.Count() >= 21).Select(group => Cells.Of(group.Key)),
        ["let of = (name: string) { events | where user.name == name }; union (of('root')), (of('asha')) | summarize count() by user.name"] = () =>
            Rows.All.Where(row => row.User is "root" or "asha").GroupBy(row => row.User).Select(group => Cells.Of(group.Key, group.LongCount())),
        ["let a = events | where user.name == 'root'; let b = materialize(a | where destination.port == 22); b | join kind=inner a on event.id | count"] = () =>
            [Cells.Of(Rows.All.LongCount(row => row is { User: "root", Port: 22 }))],
        ["(events | where user.name == 'root' | take 3) | count"] = () => [Cells.Of(3L)],
    };

    public static TheoryData<string> Hunts { get; } = [.. Expected.Keys];

    [Theory]
    [MemberData(nameof(Hunts))]
    public void Rows_are_those_that_plain_code_makes(string hunt)
    {
        var expected = Expected[hunt]().Select(Cells.Shown).Order(StringComparer.Ordinal).ToList();

        var found = lake.Run(hunt).Select(Cells.Shown).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(expected, found);
    }

    [Theory]
    [InlineData("alerts | where title has 'admin' and raised > ago(1h)", "alerts", "admin", -60)]
    [InlineData("alerts | join kind=inner (failed | where @timestamp > ago(2h)) on user.name", "events", "failed", -120)]
    [InlineData("alerts | where raised > ago(3h) | join events on user.name", "alerts", "", -180)]
    [InlineData("union (failed root | where @timestamp > ago(1h)), (failed | where @timestamp > ago(4h))", "events", "failed", -240)]
    [InlineData("alerts | where user.name in (events | where @timestamp > ago(5h) | project user.name)", "events", "", -300)]
    [InlineData("let a = events | where @timestamp > ago(6h); a | where event.original has 'root'", "events", "root", -360)]
    public void Facts_are_found_for_each_table(string hunt, string table, string words, int fromMinutes)
    {
        var facts = Some.Query(hunt).Tables[table];

        Assert.Equal(words, string.Join(' ', facts.Words));
        Assert.Equal(Rows.Now.AddMinutes(fromMinutes), facts.From);
    }

    [Fact]
    public void A_table_that_no_hunt_names_is_not_read() => Assert.Equal(["alerts"], Some.Query("alerts | take 1").Tables.Keys);

    [Fact]
    public void A_source_takes_the_place_of_the_name_of_its_table()
    {
        var hunt = Some.Hunt("alerts | join kind=inner alerts on alert.id | count");

        var query = Sql.SqlTranslator.Translate(hunt, TestSchema.Open, Some.Options with
        {
            Sources = new Dictionary<string, string> { ["alerts"] = "(SELECT * FROM alerts WHERE score > $1)" },
            SourceParameters = [50L],
        }).Query;

        Assert.Equal([3L], lake.Run(query!)[0]);
    }

    private static bool Has(Row row, string word) =>
        ((string?[])[row.Original, row.User, .. row.Tags ?? []]).Any(text => text is not null && WordSplitter.Split(text).Contains(word));

    private static long? Failed(string? user) =>
        user is not null && Rows.All.Count(row => row.User == user && Has(row, "failed")) is > 0 and var count ? count : null;
}
