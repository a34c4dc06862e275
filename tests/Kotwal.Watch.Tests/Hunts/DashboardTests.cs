using System.Security.Claims;
using Kotwal.Hunt;
using Kotwal.Lake;
using Kotwal.Testing;
using Kotwal.Watch.Dashboards;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Watch.Tests.Hunts;

public sealed class DashboardTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly ClaimsPrincipal Asha = SavedHuntsTests.Person("asha", 1);
    private static readonly TileSpec Tile = new(new() { ["en"] = "Roots" }, TileKind.Number, "user.name:root");

    private static string Shipped => Repository.PathOf("content", "dashboards");

    [Fact]
    public void Every_dashboard_that_ships_is_read_in_both_languages_and_its_hunts_are_hunts()
    {
        var all = new DashboardFiles(new([Shipped]), NullLogger<DashboardFiles>.Instance).All;

        Assert.Equal(["overview", "network", "identity", "ot", "sources"], all.Select(dashboard => dashboard.Id));
        foreach (var tile in all.SelectMany(dashboard => dashboard.Tiles))
        {
            Assert.Equal(["en", "hi"], tile.Title.Keys.Order());
            Assert.True(tile.Kind == TileKind.Map || HuntQuery.Parse(tile.Query).IsRead, $"{tile.Title["en"]}: {HuntQuery.Parse(tile.Query).Error}");
            Assert.InRange(tile.Wide, 1, 4);
        }
    }

    [Fact]
    public void The_operators_file_takes_the_place_of_one_that_ships_and_a_wrong_one_is_left_out()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "a.json"), """{ "id": "ot", "title": { "en": "Ours" }, "tiles": [] }""");
        File.WriteAllText(Path.Combine(folder.Path, "b.json"), """{ "id": "b", "title": { "en": "B" }, "tiles": [ { "kind": "pie" } ] }""");
        File.WriteAllText(Path.Combine(folder.Path, "c.json"), """{ "id": "c", "titel": {} }""");

        var all = new DashboardFiles(new([Shipped, folder.Path]), NullLogger<DashboardFiles>.Instance).All;

        Assert.Equal(5, all.Count);
        Assert.Equal("Ours", all.Single(dashboard => dashboard.Id == "ot").Title["en"]);
    }

    [Fact]
    public async Task A_number_is_compared_with_the_stretch_before()
    {
        await using var desk = await TestDesk.CreateAsync();
        desk.Store.Answer = text => new([new("Count", QueryType.Whole)], [[text.Contains('<') ? 40L : 50L]], false, TimeSpan.Zero);

        var answer = await desk.Get<TileReader>().ReadAsync(Tile, new("1h", Some.Noon.AddHours(-1), null), Asha, Cancel);

        Assert.Equal((50, 40), (answer.Number, answer.Before));
        Assert.Equal(
            "user.name:root\n| where @timestamp >= datetime(2026-03-01T10:00:00.000000Z) and @timestamp < datetime(2026-03-01T11:00:00.000000Z)\n| count",
            desk.Store.Asked.Last().Text);
    }

    [Fact]
    public async Task A_tile_is_asked_with_the_reach_of_whoever_looks()
    {
        await using var desk = await TestDesk.CreateAsync();
        var water = SavedHuntsTests.Person("ravi", Guid.Empty, City.People.Roles.Analyst, new City.People.ScopeKey(City.People.ScopeKind.Service, "water"));

        foreach (var kind in Enum.GetValues<TileKind>())
        {
            await desk.Get<TileReader>().ReadAsync(Tile with { Kind = kind }, new("1h", Some.Noon.AddHours(-1), null), water, Cancel);
        }

        Assert.NotEmpty(desk.Store.Asked);
        Assert.All(desk.Store.Asked, hunt => Assert.False(hunt.Visible.IsAll));
    }

    [Fact]
    public async Task A_tile_is_pinned_to_ones_own_dashboard_and_to_nobody_elses()
    {
        await using var desk = await TestDesk.CreateAsync();
        var own = desk.Get<OwnDashboards>();
        var id = await own.PinAsync(null, "Mine", Tile, Asha, Cancel);
        await own.PinAsync(id, "", Tile with { Kind = TileKind.Line }, Asha, Cancel);

        var ravi = SavedHuntsTests.Person("ravi", 2);
        Assert.Null(await own.PinAsync(id, "", Tile, ravi, Cancel));
        Assert.False(await own.ChangeAsync(id!.Value, _ => null, ravi, Cancel));
        Assert.Empty(await own.ListAsync(ravi, Cancel));

        var mine = Assert.Single(await own.ListAsync(Asha, Cancel));
        Assert.Equal([TileKind.Number, TileKind.Line], DashboardSpec.ReadTiles(mine.Tiles).Select(tile => tile.Kind));
        Assert.True(await own.ChangeAsync(id.Value, _ => new("Ours", true, []), Asha, Cancel));
        Assert.Equal("Ours", Assert.Single(await own.ListAsync(ravi, Cancel)).Name);
        Assert.True(await own.ChangeAsync(id.Value, _ => null, Asha, Cancel));
        Assert.Empty(await own.ListAsync(Asha, Cancel));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""[{"kind":"number"}]""")]
    public void Tiles_that_nobody_wrote_are_none(string json) => Assert.Empty(DashboardSpec.ReadTiles(json));
}
