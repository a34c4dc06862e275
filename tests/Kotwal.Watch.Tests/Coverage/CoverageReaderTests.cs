using System.Collections.Frozen;
using Kotwal.City.Access;
using Kotwal.City.Graph;
using Kotwal.City.People;
using Kotwal.Lake.Coverage;
using Kotwal.Watch.Coverage;

namespace Kotwal.Watch.Tests.Coverage;

public sealed class CoverageReaderTests
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(Some.Noon.UtcDateTime);

    [Fact]
    public async Task Who_never_sent_a_log_comes_first_and_of_these_the_gravest()
    {
        await using var desk = await TestDesk.CreateAsync();
        Tell(desk, ("plc-1", "syslog", "gate", 30), ("plc-1", "auth", "gate", 3), ("cam-1", "syslog", "gate", 10), ("", "syslog", "gate", 29));

        var view = desk.Get<CoverageReader>().Read(new(30), 0, Reach.WholeCity);

        Assert.Equal("plc-2", view.Rows[0].Line.Name);
        Assert.Equal("critical", view.Rows[0].Line.Node!.Criticality);
        Assert.Equal(["lamp-1", "lost-1", "sensor-1"], view.Rows.Skip(1).Take(3).Select(row => row.Line.Name).Order());
        Assert.Equal([("plc-1", "auth", 3), ("cam-1", "syslog", 10), ("somebody", "syslog", 29), ("plc-1", "syslog", 30)], view.Rows.Skip(4).Select(row => (row.Line.Name, row.Line.Class, row.Heard)));
        Assert.Equal((8, 4, 7, 30), (view.Total, view.Silent, view.NotMet, view.Counted));
        Assert.Equal([new CoverageGap(Today.AddDays(-30), Today.AddDays(-4))], view.Rows[4].Gaps);
        Assert.Empty(view.Rows[^1].Gaps);
        Assert.Equal(["auth", "syslog"], view.Classes);
    }

    [Fact]
    public async Task Filters_narrow_by_class_place_name_and_what_is_missing()
    {
        await using var desk = await TestDesk.CreateAsync();
        Tell(desk, ("plc-1", "syslog", "gate", 30), ("plc-1", "auth", "gate", 3), ("cam-1", "syslog", "gate", 10));
        var reader = desk.Get<CoverageReader>();
        var east = reader.Read(new(30), 0, Reach.WholeCity).Wards.Single(ward => ward.Name == "The east").Id;

        Assert.Equal(["cam-1", "plc-1"], Names(new(30) { Class = "syslog" }));
        Assert.Equal(["cam-1"], Names(new(30) { Class = "syslog", IsMissing = true }));
        Assert.Equal(["sensor-1", "cam-1"], Names(new(30) { Ward = east }));
        Assert.Equal(["plc-2", "plc-1", "plc-1"], Names(new(30) { Words = "PLC" }));
        Assert.Equal(["plc-2", "plc-1"], Names(new(30) { Words = "PLC", IsMissing = true }));

        IEnumerable<string> Names(CoverageFilter filter) => reader.Read(filter, 0, Reach.WholeCity).Rows.Select(row => row.Line.Name);
    }

    [Fact]
    public async Task Nobody_learns_of_systems_out_of_reach_nor_of_the_audit_trail()
    {
        await using var desk = await TestDesk.CreateAsync();
        Tell(desk, ("plc-1", "syslog", "gate", 30), ("cam-1", "secret", "gate", 10), ("", "stranger", "gate", 29), ("", "deeds", City.Audit.IAuditTrail.EventSource, 29));
        var reader = desk.Get<CoverageReader>();
        var water = Reach.Of([new ScopeKey(ScopeKind.Service, "water")]);

        var view = reader.Read(new(30), 0, water);

        Assert.Equal(["plc-2", "plc-1"], view.Rows.Select(row => row.Line.Name));
        Assert.Equal(["syslog"], view.Classes);
        Assert.Equal(["plc-2", "plc-1"], reader.ReadAll(new(30), water).Select(row => row.Line.Name));
        Assert.Empty(reader.Read(new(30), 0, Reach.Nothing).Rows);
        Assert.DoesNotContain("deeds", reader.Read(new(30), 0, Reach.WholeCityWithoutAudit).Classes);
        Assert.Contains("deeds", reader.Read(new(30), 0, Reach.WholeCity).Classes);
    }

    [Fact]
    public async Task Days_that_wait_to_be_counted_are_not_missing()
    {
        await using var desk = await TestDesk.CreateAsync();
        Tell(desk, ("plc-1", "syslog", "gate", 2));
        var book = desk.Get<CoverageBook>();
        book.Publish(book.Current with { Waiting = [Today.AddDays(-3)] });

        var row = desk.Get<CoverageReader>().Read(new(4) { Class = "syslog" }, 0, Reach.WholeCity).Rows.Single();

        Assert.Equal([new CoverageGap(Today.AddDays(-4), Today.AddDays(-4))], row.Gaps);
    }

    [Fact]
    public async Task A_page_beyond_the_last_is_the_last()
    {
        await using var desk = await TestDesk.CreateAsync();
        Tell(desk, [.. Enumerable.Range(0, 70).Select(place => ("", $"class-{place}", "gate", 1))]);

        var view = desk.Get<CoverageReader>().Read(new(30), 9, Reach.WholeCity);

        Assert.Equal((1, 76, 26), (view.Page, view.Total, view.Rows.Count));
    }

    // Each heard on so many days up to yesterday; an empty name is a system that the graph does not know.
    internal static CoverageMatrix Matrix(GraphSnapshot graph, DateOnly today, params (string Node, string Class, string Source, int Days)[] heard)
    {
        var rows = heard.Select(one => KeyValuePair.Create(
            new LogSender(
                one.Node.Length == 0 ? "" : graph.FindHost(one.Node, Reach.WholeCity)!.Id.ToString(), one.Node.Length == 0 ? "somebody" : one.Node, one.Class, one.Source),
            Enumerable.Range(1, one.Days).Aggregate(DaySet.Empty, (set, back) => set.With(today.AddDays(-back)))));
        return new(Enumerable.Range(1, heard.Max(one => one.Days)).ToFrozenDictionary(back => today.AddDays(-back), _ => 1L), [], [.. rows]);
    }

    private static void Tell(TestDesk desk, params (string Node, string Class, string Source, int Days)[] heard) =>
        desk.Get<CoverageBook>().Publish(Matrix(desk.Get<CityGraph>().Current, Today, heard));
}
