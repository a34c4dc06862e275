using System.Security.Claims;
using System.Text.Json;
using CsCheck;
using Kotwal.City.Access;
using Kotwal.City.People;
using Kotwal.City.Work;
using Kotwal.Events.Alerts;
using Kotwal.Watch.Alerts;
using Kotwal.Watch.Events;

namespace Kotwal.Watch.Tests.Alerts;

/// <summary>Who reaches a part of the city sees the alerts that stand in it, all of them and no others.</summary>
public sealed class AlertReachTests
{
    private static readonly (string Field, ScopeKey Part)[] Places =
    [
        ("city.zone", new(ScopeKind.Zone, "scada")),
        ("city.source.zone", new(ScopeKind.Zone, "dmz")),
        ("city.destination.ward", new(ScopeKind.Ward, "7")),
        ("city.service", new(ScopeKind.Service, "water")),
        ("city.destination.service", new(ScopeKind.Service, "power")),
        ("city.source.owner", new(ScopeKind.Department, "Jal Nigam")),
    ];

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_reader_gives_exactly_the_alerts_in_reach()
    {
        await using var desk = await TestDesk.CreateAsync();
        var placed = new List<(Alert Alert, ScopeKey[] Parts)>();
        var place = Gen.OneOf(Places).Array[0, 3];
        Gen.Select(place, Gen.OneOf(AlertSeverity.Low, AlertSeverity.High)).Array[60].Single().Index().ToList().ForEach(one => placed.Add(
            (At(one.Index, one.Item.Item2, one.Item.Item1), [.. one.Item.Item1.Select(p => p.Part).Distinct()])));
        await desk.OfferAsync([.. placed.Select(one => one.Alert)]);
        await Gen.Select(Gen.OneOf([.. Places.Select(p => p.Part), new(ScopeKind.Ward, "99"), new(ScopeKind.Incident, "7")]).Array[0, 4], Gen.Int[1, 9])
            .SampleAsync(
                async (keys, rows) =>
                {
                    var reach = Reach.Of(keys);
                    var expected = placed.Where(one => one.Parts.Any(keys.Contains)).Select(one => one.Alert.Id).ToHashSet();

                    Assert.Equal(expected, (await ListAsync(desk, new(), reach, rows)).ToHashSet());
                    var late = new AlertFilter { From = Some.Noon.AddMinutes(20), To = Some.Noon.AddMinutes(40), Severities = [AlertSeverity.High] };
                    Assert.Equal((await ListAsync(desk, late, Reach.WholeCity, rows)).Where(expected.Contains), await ListAsync(desk, late, reach, rows));
                    Assert.Equal(expected.Count, (await desk.Get<AlertReader>().CountAsync(new(), reach, Cancel)).Sum(count => count.Count));
                    Assert.Equal(expected.Select(id => id.Value).ToHashSet(), (await TableAsync(desk, reach)).Select(row => Guid.Parse((string)row[1]!)).ToHashSet());
                    var ids = placed.ConvertAll(one => one.Alert.Id);
                    Assert.Equal(expected, (await desk.Get<IAlertBook>().FindAsync(ids, reach, Cancel)).Select(alert => alert.Id).ToHashSet());
                    foreach (var (alert, _) in placed.Take(10))
                    {
                        Assert.Equal(expected.Contains(alert.Id), await desk.Get<AlertReader>().FindAsync(alert.Id, reach, Cancel) is not null);
                    }
                },
                iter: 20,
                threads: 1);
    }

    [Fact]
    public async Task An_alert_that_stands_nowhere_is_seen_by_those_who_reach_the_whole_city()
    {
        await using var desk = await TestDesk.CreateAsync();
        await desk.OfferAsync(At(1, AlertSeverity.High, []));

        Assert.Single(await ListAsync(desk, new(), Reach.WholeCity, 10));
        Assert.Empty(await ListAsync(desk, new(), Reach.Of(Places.Select(p => p.Part)), 10));
        Assert.Empty(await ListAsync(desk, new(), Reach.Nothing, 10));
    }

    [Fact]
    public async Task An_alert_about_the_audit_trail_is_seen_by_those_who_may_read_the_trail()
    {
        await using var desk = await TestDesk.CreateAsync();
        var (ofAudit, other) = (Some.AuditAlert(1), Some.Alert(2));
        await desk.OfferAsync(ofAudit, other);
        var zone = new ScopeKey(ScopeKind.Zone, "scada");

        foreach (var (person, seen) in new (ClaimsPrincipal, AlertId[])[]
        {
            (Some.Person(role: Roles.Admin), [ofAudit.Id, other.Id]), (Some.Person(role: Roles.Auditor), [ofAudit.Id, other.Id]),
            (Some.Person(), [other.Id]), (Some.Person(role: Roles.Admin, parts: zone), []), (Some.Person(parts: zone), []),
        })
        {
            var reach = Reach.For(person, Policies.Read);
            Assert.Equal(seen.ToHashSet(), (await ListAsync(desk, new(), reach, 10)).ToHashSet());
            Assert.Equal(seen.Length, (await desk.Get<AlertReader>().CountAsync(new(), reach, Cancel)).Sum(count => count.Count));
            Assert.Equal(seen.Length, (await TableAsync(desk, reach)).Count);
            Assert.Equal(seen.Contains(ofAudit.Id), await desk.Get<AlertReader>().FindAsync(ofAudit.Id, reach, Cancel) is not null);
            var told = await desk.Get<IAlertBook>().FindAsync([ofAudit.Id, other.Id], reach, Cancel);
            Assert.Equal(seen.ToHashSet(), told.Select(alert => alert.Id).ToHashSet());
            Assert.All(told, alert => Assert.Equal(alert.Id == ofAudit.Id, alert.IsOfAudit));
        }

        Assert.Equal(AlertDecision.NotFound, await desk.Get<AlertActions>().AcknowledgeAsync(ofAudit.Id, Some.Person(), Cancel));
    }

    [Fact]
    public async Task Nothing_is_decided_about_an_alert_out_of_reach()
    {
        await using var desk = await TestDesk.CreateAsync();
        var alert = At(1, AlertSeverity.High, [Places[4]]);
        await desk.OfferAsync(alert);
        var water = Some.Person(parts: new ScopeKey(ScopeKind.Service, "water"));
        var actions = desk.Get<AlertActions>();

        Assert.Equal(AlertDecision.NotFound, await actions.AcknowledgeAsync(alert.Id, water, Cancel));
        Assert.Equal(AlertDecision.NotFound, await actions.CloseAsync(alert.Id, AlertCloseReason.Resolved, null, water, Cancel));
        Assert.Null(await actions.EscalateAsync(alert.Id, null, water, Cancel));
        Assert.Equal(AlertStatus.New, (await desk.AlertAsync(alert.Id)).Status);
        Assert.Empty(desk.Respond.Requests);

        Assert.Equal(AlertDecision.Done, await actions.AcknowledgeAsync(alert.Id, Some.Person(parts: Places[4].Part), Cancel));
    }

    [Fact]
    public async Task Who_may_only_read_a_part_decides_nothing_there()
    {
        await using var desk = await TestDesk.CreateAsync();
        var alert = At(1, AlertSeverity.High, [Places[3]]);
        await desk.OfferAsync(alert);

        var decision = await desk.Get<AlertActions>().AcknowledgeAsync(alert.Id, Some.Person(role: Roles.Engineer, parts: Places[3].Part), Cancel);

        Assert.Equal(AlertDecision.NotFound, decision);
    }

    [Fact]
    public async Task Of_an_alert_in_two_parts_each_sees_the_copies_and_entities_of_its_own()
    {
        await using var desk = await TestDesk.CreateAsync();
        var alert = InTwoParts();
        await desk.OfferAsync(alert);

        foreach (var (reach, expected, hidden) in new[] { (Places[3].Part, "pump", 1), (Places[4].Part, "feeder", 0) })
        {
            var seen = (await desk.Get<AlertReader>().FindAsync(alert.Id, Reach.Of([reach]), Cancel))!;
            Assert.Equal([hidden == 0, hidden == 1], seen.Events.Select(copy => copy.Json is null));
            Assert.Equal(new HashSet<string> { "mallory", expected }, seen.Entities.Select(entity => entity.Value).ToHashSet());

            var row = Assert.Single((await desk.Get<AlertReader>().ListAsync(new(), Reach.Of([reach]), null, 10, Cancel)).Alerts);
            Assert.Equal(seen.Entities, row.Entities);
            var cells = Assert.Single(await TableAsync(desk, Reach.Of([reach])));
            var other = expected == "pump" ? "feeder" : "pump";
            Assert.Contains(expected, cells);
            Assert.Contains(cells, cell => cell is string text && text.Contains($"\"{expected}\"", StringComparison.Ordinal));
            Assert.DoesNotContain(cells, cell => cell is string text && text.Contains(other, StringComparison.Ordinal));
            var told = Assert.Single(await desk.Get<IAlertBook>().FindAsync([alert.Id], Reach.Of([reach]), Cancel));
            Assert.Equal(seen.Entities.Select(entity => entity.Value), told.Entities.Select(entity => entity.Value));
        }

        var whole = (await desk.Get<AlertReader>().FindAsync(alert.Id, Reach.WholeCity, Cancel))!;
        Assert.DoesNotContain(whole.Events, copy => copy.Json is null);
        Assert.Equal(3, whole.Entities.Count);
    }

    [Fact]
    public async Task No_search_for_words_and_no_count_of_it_tells_of_entities_out_of_reach()
    {
        await using var desk = await TestDesk.CreateAsync();
        await desk.OfferAsync(InTwoParts(), At(5, AlertSeverity.High, [Places[3]]));
        var reader = desk.Get<AlertReader>();
        var water = Reach.Of([Places[3].Part]);

        foreach (var (word, mine, all) in new[] { ("feeder", 0, 1), ("pump", 1, 1), ("mallory", 1, 1) })
        {
            var filter = new AlertFilter { Text = word };
            Assert.Equal(mine, (await ListAsync(desk, filter, water, 1)).Count);
            Assert.Equal(mine, (await reader.CountAsync(filter, water, Cancel)).Sum(count => count.Count));
            Assert.Equal(all, (await reader.CountAsync(filter, Reach.WholeCity, Cancel)).Sum(count => count.Count));
        }
    }

    [Fact]
    public async Task The_table_of_hunts_has_a_cell_for_each_column_and_the_alerts_of_the_time_that_is_asked_for()
    {
        await using var desk = await TestDesk.CreateAsync();
        await desk.OfferAsync([.. Enumerable.Range(0, 40).Select(number => At(number, AlertSeverity.High, []))]);
        var columns = desk.Get<IEnumerable<ITableSource>>().Single(table => table.Name == "alerts").Columns;

        var rows = await TableAsync(desk, Reach.WholeCity, Some.Noon.AddMinutes(10), Some.Noon.AddMinutes(20));

        Assert.All(rows, row => Assert.Equal(columns.Count, row.Count));
        Assert.Equal(Enumerable.Range(10, 11).Reverse().Select(minute => (object?)Some.Noon.AddMinutes(minute)), rows.Select(row => row[0]));
    }

    [Fact]
    public async Task A_hunt_reads_the_tables_of_the_one_who_asks()
    {
        await using var desk = await TestDesk.CreateAsync();
        var (mine, theirs) = (At(1, AlertSeverity.High, [Places[3]]), At(2, AlertSeverity.High, [Places[4]]));
        await desk.OfferAsync(mine, theirs);

        foreach (var (reach, count) in new[] { (Reach.Of([Places[3].Part]), 1), (Reach.WholeCity, 2), (Reach.Nothing, 0) })
        {
            await desk.Get<EventHunts>().AskAsync("alerts", reach, null, Cancel);

            var alerts = Assert.Single(desk.Store.Tables, table => table.Name == "alerts");
            Assert.Equal(count, (await alerts.ReadAsync(null, null, Cancel).ToListAsync(Cancel)).Count);
        }
    }

    [Fact]
    public async Task The_book_knows_whether_all_of_some_alerts_are_in_reach()
    {
        await using var desk = await TestDesk.CreateAsync();
        var (mine, theirs) = (At(1, AlertSeverity.High, [Places[3]]), At(2, AlertSeverity.High, [Places[4]]));
        await desk.OfferAsync(mine, theirs);
        var book = desk.Get<IAlertBook>();
        var water = Reach.Of([Places[3].Part]);

        Assert.True(await book.ReachesAllAsync([mine.Id, mine.Id], water, Cancel));
        Assert.False(await book.ReachesAllAsync([mine.Id, theirs.Id], water, Cancel));
        Assert.True(await book.ReachesAllAsync([mine.Id, theirs.Id], Reach.WholeCity, Cancel));
        Assert.False(await book.ReachesAllAsync([At(3, AlertSeverity.Low, []).Id], Reach.WholeCity, Cancel));
    }

    // Somebody tries a pump of the water and a feeder of the power.
    private static Alert InTwoParts()
    {
        var alert = Some.Alert(90, AlertSeverity.High, Some.Noon);
        string Copy(string host, string service) => JsonSerializer.Serialize(
            new Dictionary<string, string> { ["host.name"] = host, ["user.name"] = "mallory", ["city.service"] = service });
        return alert with
        {
            Events = [alert.Events[0] with { Json = Copy("pump", "water") }, new(Some.Alert(91).Events[0].Id, Copy("feeder", "power"))],
            Entities = [new("host.name", "feeder"), new("user.name", "mallory"), new("host.name", "pump")],
        };
    }

    private static Alert At(int number, AlertSeverity severity, (string Field, ScopeKey Part)[] places)
    {
        var alert = Some.Alert(number, severity, Some.Noon.AddMinutes(number));
        var fields = places.DistinctBy(p => p.Field).ToDictionary(p => p.Field, p => p.Part.Value);
        return alert with { Events = [alert.Events[0] with { Json = JsonSerializer.Serialize(fields) }] };
    }

    private static ValueTask<List<IReadOnlyList<object?>>> TableAsync(TestDesk desk, Reach reach, DateTimeOffset? from = null, DateTimeOffset? to = null) =>
        desk.Get<IEnumerable<ITableSource>>().Single(table => table.Name == "alerts").ReadAsync(reach, from, to, Cancel).ToListAsync(Cancel);

    private static async Task<List<AlertId>> ListAsync(TestDesk desk, AlertFilter filter, Reach reach, int rows)
    {
        var found = new List<AlertId>();
        string? after = null;
        do
        {
            var page = await desk.Get<AlertReader>().ListAsync(filter, reach, after, rows, Cancel);
            found.AddRange(page.Alerts.Select(alert => alert.Id));
            after = page.Next;
        }
        while (after is not null);

        return found;
    }
}
