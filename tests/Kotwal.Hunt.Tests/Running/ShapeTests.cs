namespace Kotwal.Hunt.Tests.Running;

/// <summary>Hunts that take texts, documents and lists apart, compared with rows that were worked out by hand or by plain C#.</summary>
public sealed class ShapeTests(TestLake lake) : IClassFixture<TestLake>
{
    private static readonly Dictionary<string, Func<IEnumerable<object?[]>>> Expected = new()
    {
        ["alerts | extend d = parse_json(details) | project alert.id, d.tries, d.source.ip, second = d.source.ports[1], last = d['source']['ports'][-1]"] = () =>
        [
            Cells.Of("a1", "12", "10.0.0.5", "2222", "2222"), Cells.Of("a2", "3", "203.0.113.7", null, null), Cells.Of("a3", null, null, null, null),
            Cells.Of("a4", null, null, null, null), Cells.Of("a5", null, null, null, null),
        ],
        ["alerts | where parse_json(details).tries > 2 | project alert.id"] = () => [Cells.Of("a1"), Cells.Of("a2")],
        ["alerts | where todynamic(details).tries == '3' | project alert.id"] = () => [Cells.Of("a2")],
        ["alerts | extend d = parse_json(details) | project alert.id, whole = d, text = tostring(d.source)"] = () =>
        [
            Cells.Of("a1", AlertTable.Rows[0].Details, """{"ip":"10.0.0.5","ports":[22,2222]}"""), Cells.Of("a2", AlertTable.Rows[1].Details, """{"ip":"203.0.113.7"}"""),
            Cells.Of("a3", null, ""), Cells.Of("a4", "no document", ""), Cells.Of("a5", "[]", ""),
        ],
        ["alerts | summarize n = count() by ip = tostring(parse_json(details).source.ip)"] = () => [Cells.Of("", 3L), Cells.Of("10.0.0.5", 1L), Cells.Of("203.0.113.7", 1L)],
        ["alerts | extend n = array_length(parse_json(details).source.ports), names = bag_keys(todynamic(details)) | where isnotnull(names) | project alert.id, n, names"] = () =>
            [Cells.Of("a1", 2L, new object?[] { "source", "tries" }), Cells.Of("a2", null, new object?[] { "source", "tries" })],
        ["alerts | take 1 | project extract_json('$.source.ports[0]', details, typeof(long)), a = extract_json(\"$['source']['ip']\", details)"] = () => [Cells.Of(22L, "10.0.0.5")],
        ["alerts | take 1 | project p = bag_pack('who', user.name, 'n', score, 'x', parse_json(details).tries)"] = () => [Cells.Of("""{"who":"root","n":70,"x":12}""")],
        ["let names = dynamic(['root', \"asha\"]); events | where user.name in (names) | count"] = () => [Cells.Of(Rows.All.LongCount(row => row.User is "root" or "asha"))],
        ["let ports = dynamic([22, 443]); events | where destination.port !in (ports) | count"] = () => [Cells.Of(Rows.All.LongCount(row => row.Port is not (22 or 443)))],
        ["events | where event.original has_any (dynamic(['failed', 'closed'])) | count"] = () =>
            [Cells.Of(Rows.All.LongCount(row => WordSplitter.Split(row.Original).Any(word => word is "failed" or "closed")))],
        ["events | where user.name in (dynamic([])) | count"] = () => [Cells.Of(0L)],
        ["alerts | where '22' in (parse_json(details).source.ports) | project alert.id"] = () => [Cells.Of("a1")],
        ["let map = dynamic({'low': 50, \"it's\": 'x'}); alerts | where score < toint(map.low) | project alert.id, map[\"it's\"]"] = () => [Cells.Of("a3", "x"), Cells.Of("a4", "x")],
        ["events | where tags[1] == 'Night Shift' | count"] = () => [Cells.Of(Rows.All.LongCount(row => row.Tags is [_, "Night Shift"]))],
        ["events | where fields['device.floor'] == 4 | count"] = () => [Cells.Of(Rows.All.LongCount(row => row.Others("device.floor").Contains("4")))],
        ["events | project s = split(source.ip, '.')[-1] | where s == '20' | count"] = () => [Cells.Of(Rows.All.LongCount(row => row.SourceIp?.EndsWith(".20", StringComparison.Ordinal) == true))],
        ["events | summarize u = strcat_array(make_set(user.name), '+') by n = 1 | project u"] = () =>
            [Cells.Of(string.Join('+', Rows.All.Select(row => row.User).OfType<string>().Distinct().Order(StringComparer.Ordinal)))],
        ["events | mv-expand tags | summarize n = count() by tag = tags"] = () => Rows.All
            .SelectMany(row => row.Tags is null ? [null] : row.Tags.AsEnumerable<string?>()).GroupBy(tag => tag).Select(group => Cells.Of(group.Key, group.LongCount())),
        ["events | where event.id == 'e002' | mv-expand with_itemindex=i tag = tags, note = split('a,b,c', ',') | project i, tag, note"] = () =>
            [Cells.Of(0L, "vpn", "a"), Cells.Of(1L, "Night Shift", "b"), Cells.Of(2L, null, "c")],
        ["events | where event.id == 'e002' | mv-expand tags limit 1 | count"] = () => [Cells.Of(1L)],
        ["alerts | mv-expand port = parse_json(details).source.ports to typeof(long) | where port > 100 | project alert.id, port"] = () => [Cells.Of("a1", 2222L)],
        ["alerts | where alert.id in ('a1', 'a5') | mv-expand d = parse_json(details) | project alert.id, d"] = () =>
            [Cells.Of("a1", """{"source":{"ip":"10.0.0.5","ports":[22,2222]}}"""), Cells.Of("a1", """{"tries":12}""")],
        ["alerts | where alert.id == 'a2' | mv-expand kind=array d = parse_json(details) | project d[0], d[1]"] = () =>
            [Cells.Of("source", """{"ip":"203.0.113.7"}"""), Cells.Of("tries", "3")],
        ["alerts | where alert.id == 'a3' | mv-expand d = parse_json(details) | project alert.id, d"] = () => [Cells.Of("a3", null)],
        ["events | mv-expand tags | take 2 | count"] = () => [Cells.Of(2L)],
        ["events | parse event.original with 'Failed password for ' user ' from ' address ' port ' port:long ' ' * | where isnotempty(user) | summarize n = count() by user, address, port"] = () =>
            [Cells.Of("root", "10.0.0.5", 22L, Rows.All.LongCount(row => row.Original.StartsWith("Failed password", StringComparison.Ordinal)))],
        ["parse-where event.original with * '[' pid:int ']: ' rest | summarize n = count() by pid, rest"] = () =>
            [Cells.Of(412L, "Connection closed by 10.200.1.9 [preauth]", Rows.All.LongCount(row => row.Original.StartsWith("sshd[412]", StringComparison.Ordinal)))],
        ["parse-where event.original with * 'port ' word:long * | where event.original has 'kernel' | count"] = () => [Cells.Of(0L)],
        ["parse-where kind=relaxed event.original with 'kernel: [' word ' ' n:long '] ' rest | summarize c = count() by word, n"] = () =>
            [Cells.Of("UFW", null, Rows.All.LongCount(row => row.Original.StartsWith("kernel", StringComparison.Ordinal)))],
        ["parse-where kind=regex event.original with @'\\w+: \\[(UFW|x) ' word @'\\]\\s' key '=' value ' ' * | summarize c = count() by word, key, value"] = () =>
            [Cells.Of("BLOCK", "IN", "eth0", Rows.All.LongCount(row => row.Original.StartsWith("kernel", StringComparison.Ordinal)))],
        ["alerts | project-rename name = title, id = alert.id | where id == 'a1' | project id, name"] = () => [Cells.Of("a1", "Password guessing")],
        ["alerts | project alert.id, title, score | project-rename points = score | project-reorder points, t* | where points == 90"] = () => [Cells.Of(90L, "New admin", "a2")],
        ["alerts | project b1 = 1, a = 2, b2 = 3 | project-reorder b* desc | take 1"] = () => [Cells.Of(3L, 1L, 2L)],
        ["alerts | project a_x = 1, b = 2, c_x = 3 | project-keep *_x | take 1"] = () => [Cells.Of(1L, 3L)],
        ["alerts | project a_x = 1, b = 2, c_x = 3 | project-away *_x | take 1"] = () => [Cells.Of(2L)],
        ["datatable (name:string, n:long, at:datetime, more:dynamic) ['a', 1, datetime(2026-01-01), dynamic([1]), \"b'\", '2', '2026-01-02', '{\"k\":5}'] | project name, n, at, more[0], more.k"] = () =>
            [Cells.Of("a", 1L, new DateTime(2026, 1, 1), "1", null), Cells.Of("b'", 2L, new DateTime(2026, 1, 2), null, "5")],
        ["let sites = datatable(source.ip:string, site:string)['10.0.0.5', 'depot']; events | lookup kind=inner sites on source.ip | summarize n = count() by site"] = () =>
            [Cells.Of("depot", Rows.All.LongCount(row => row.SourceIp == "10.0.0.5"))],
        ["datatable(x:long)[] | summarize n = count()"] = () => [Cells.Of(0L)],
        ["datatable(x:long, y:real)[] | summarize sum(x), sum(y), sumif(x, x > 0), sumif(y, y > 0), stdev(x), stdevif(x, x > 0), variance(y), avg(x), min(x)"] = () =>
            [Cells.Of(0L, 0.0, 0L, 0.0, 0.0, 0.0, 0.0, null, null)],
        ["datatable(g:string, x:long)['a', 5, 'b', long(null)] | summarize s = sum(x), d = stdev(x), m = max(x) by g | sort by g asc"] = () =>
            [Cells.Of("a", 5L, 0.0, 5L), Cells.Of("b", 0L, 0.0, null)],
        ["datatable(s:string)['9007199254740992', '9007199254740993', '9007199254740994', 'x'] | where s == 9007199254740993 or -9007199254740993 == s | project s"] = () => [Cells.Of("9007199254740993")],
        ["datatable(s:string)['9007199254740992', '9007199254740993', 'x'] | where s !in (9007199254740993, 5) | count"] = () => [Cells.Of(2L)],
        ["datatable(x:long)[9223372036854775807, 1] | summarize sum(x)"] = () => [Cells.Of([null])],
        ["datatable(a:bool)[true, false, bool(null)] | summarize n = count() by a | sort by a asc"] = () => [Cells.Of(null, 1L), Cells.Of(false, 1L), Cells.Of(true, 1L)],
        ["let least = 60; let most = 2; alerts | where score > least | top most by score | project alert.id"] = () => [Cells.Of("a1"), Cells.Of("a2")],
        ["events | where event.original has user.name | count"] = () => [Cells.Of(Rows.All.LongCount(row => row.User is not null && HasWords(row.Original, row.User)))],
        ["events | where event.original !has tostring(split(source.ip, 'x')[0]) | count"] = () => [Cells.Of(Rows.All.LongCount(row => !HasWords(row.Original, row.SourceIp ?? "")))],
        ["events | extend parts = split(source.ip, '.'), last = array_length(split(source.ip, '.')) - 1 | where parts[last] == '9' | count"] = () =>
            [Cells.Of(Rows.All.LongCount(row => row.SourceIp?.EndsWith(".9", StringComparison.Ordinal) == true))],
        ["alerts | extend name = 'tries', d = parse_json(details), i = -1 | where alert.id == 'a1' | project d[name], d.source.ports[i + 1]"] = () => [Cells.Of("12", "22")],
        ["let bad = () { alerts | where score > 60 }; bad | union (bad()) | count"] = () => [Cells.Of(4L)],
        ["alerts | summarize percentiles(score, 50, 100) | project percentile_score_50, percentile_score_100"] = () => [Cells.Of(55.0, 90.0)],
        ["events | where @timestamp between (ago(2h) .. 1h) | count"] = () =>
            [Cells.Of(Rows.All.LongCount(row => row.Time >= Rows.Now.UtcDateTime.AddHours(-2) && row.Time <= Rows.Now.UtcDateTime.AddHours(-1)))],
        ["alerts | take 1 | project datetime_add('month', 1, datetime(2026-01-31)), datetime_add('day', -1, datetime(2026-01-01)), datetime_part('dayofyear', datetime(2026-02-01))"] = () =>
            [Cells.Of(new DateTime(2026, 2, 28), new DateTime(2025, 12, 31), 32L)],
        ["alerts | where score >= toscalar(alerts | summarize percentiles(score, 50)) | where title has toscalar(alerts | where alert.id == 'a2' | project title) | project alert.id"] = () => [Cells.Of("a2")],
        ["alerts | where alert.id in ('a1', toscalar(alerts | summarize max(alert.id))) | project alert.id"] = () => [Cells.Of("a1"), Cells.Of("a5")],
        ["alerts | where title in ('x(y)', 'p|q', 'New admin') or title in (('|'), '(', \"']|\") | project alert.id"] = () => [Cells.Of("a2")],
        ["alerts | summarize n = count() | render card"] = () => [Cells.Of(5L)],
    };

    public static TheoryData<string> Hunts { get; } = [.. Expected.Keys];

    [Theory]
    [MemberData(nameof(Hunts))]
    public void Rows_are_those_that_were_worked_out(string hunt)
    {
        var expected = Expected[hunt]().Select(Cells.Shown).Order(StringComparer.Ordinal).ToList();

        var found = lake.Run(hunt).Select(Cells.Shown).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(expected, found);
    }

    [Fact]
    public void A_hunt_says_how_its_rows_are_drawn()
    {
        var chart = Some.Hunt("summarize n = count() by bin(@timestamp, 1h) | render columnchart with (title = 'By hour', xcolumn = time, max = 5)").Chart;

        Assert.Equal("columnchart", chart?.Kind);
        Assert.Equal(["max=5", "title=By hour", "xcolumn=time"], chart?.Properties.Select(pair => $"{pair.Key}={pair.Value}").Order());
        Assert.Null(Some.Hunt("events | take 1").Chart);
    }

    private static bool HasWords(string text, string phrase)
    {
        var (value, part) = (text.ToLowerInvariant(), phrase.ToLowerInvariant());
        for (var at = value.IndexOf(part, StringComparison.Ordinal); at >= 0 && at < value.Length; at = value.IndexOf(part, at + 1, StringComparison.Ordinal))
        {
            var isBefore = at == 0 || part.Length == 0 || !IsWord(part[0]) || !IsWord(value[at - 1]);
            var end = at + part.Length;
            if (isBefore && (end == value.Length || part.Length == 0 || !IsWord(part[^1]) || !IsWord(value[end])))
            {
                return true;
            }
        }

        return part.Length == 0;
    }

    private static bool IsWord(char character) => WordSplitter.IsWordCharacter(character);
}
