using Kotwal.City.Graph;
using Kotwal.City.People;
using Kotwal.EndToEnd.Tests.Browser;
using Kotwal.Lake.Coverage;
using Kotwal.Watch.Tests.Coverage;
using Kotwal.Watch.Tests.Map;
using Microsoft.Playwright;

namespace Kotwal.Watch.Tests.Pages;

public sealed class CoveragePageTests(Chromium chromium)
{
    public static TheoryData<string> Looks { get; } = new(Look.Desk.Name, Look.Night.Name, Look.PhoneAtNight.Name, Look.Hindi.Name);

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task The_worst_covered_systems_stand_first_with_their_days(string look)
    {
        await using var host = await StartAsync();
        await using var visit = await VisitAsync(host, "/coverage", look, DeskHost.Person);

        var rows = visit.Page.Locator("tbody tr");
        await Assertions.Expect(rows.First).ToContainTextAsync("plc-2");
        await Assertions.Expect(visit.Page.Locator("svg.strip")).ToHaveCountAsync(8);
        await visit.CheckAsync("watch-coverage");
    }

    [Fact]
    public async Task Filters_are_in_the_address_and_hold_for_the_file()
    {
        await using var host = await StartAsync();
        await using var visit = await VisitAsync(host, "/coverage?days=30", Look.Desk.Name, DeskHost.Person);
        await visit.Page.Locator("#class").SelectOptionAsync("syslog");
        await visit.Page.GetByLabel("Only with days missing").CheckAsync();
        await Assertions.Expect(visit.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(visit.Page.Locator("tbody tr")).ToContainTextAsync("=cmd|x");

        var text = await visit.Page.EvaluateAsync<string>("fetch(document.querySelector('a[download]').href).then(answer => answer.text())");

        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("node_id,node,zone", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"'=cmd|x\"", lines[1], StringComparison.Ordinal);
        Assert.Contains("\"30\",\"30\",\"20\",\"false\"", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_of_the_water_see_the_days_of_water()
    {
        await using var host = await StartAsync();
        await host.AdmitAsync("ravi", Roles.Analyst, new ScopeKey(ScopeKind.Service, "water"));
        await using var visit = await VisitAsync(host, "/coverage", Look.Desk.Name, "ravi");

        await Assertions.Expect(visit.Page.Locator("tbody tr")).ToHaveCountAsync(3);
        Assert.Equal(0, await visit.Page.GetByText("cam-1").CountAsync());
        Assert.Equal(0, await visit.Page.GetByText("=cmd|x").CountAsync());
    }

    private static async Task<DeskHost> StartAsync()
    {
        var host = new DeskHost { Plan = TwoWards.Plan };
        await host.InitializeAsync();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var matrix = CoverageReaderTests.Matrix(
            host.Get<CityGraph>().Current, today, ("plc-1", "syslog", "gate", 180), ("plc-1", "auth", "gate", 171), ("lamp-1", "syslog", "gate", 90), ("", "syslog", "gate", 20));
        var broken = matrix.Heard.Select((row, place) => KeyValuePair.Create(
            row.Key.NodeId.Length == 0 ? row.Key with { Node = "=cmd|x" } : row.Key,
            place == 1 ? row.Value.Without(Enumerable.Range(1, 12).Aggregate(DaySet.Empty, (set, step) => set.With(today.AddDays(-step * 11)))) : row.Value));
        host.Get<CoverageBook>().Publish(matrix with { Heard = [.. broken] });
        return host;
    }

    private async Task<Visit> VisitAsync(DeskHost host, string path, string look, string person)
    {
        var visit = await chromium.VisitAsync(host.Address, Look.Named(look));
        await visit.Page.GotoAsync("/");
        await visit.SignInAsync(person, DeskHost.Password);
        await visit.OpenAsync(path);
        return visit;
    }
}
