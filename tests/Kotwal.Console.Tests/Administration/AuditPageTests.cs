using System.Text.RegularExpressions;
using Kotwal.City.Audit;
using Kotwal.City.People;
using Kotwal.Console.Tests.Host;
using Kotwal.EndToEnd.Tests.Browser;
using Microsoft.Playwright;

namespace Kotwal.Console.Tests.Administration;

public sealed class AuditPageTests(Chromium chromium)
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    public static TheoryData<string> Looks => Look.All;

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task The_trail_is_drawn_and_verified(string look)
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        await Neighbours.MakeAsync(host);
        await using var visit = await EnterAsync(host, look);

        await visit.FilledAsync();
        await visit.Page.Locator(".page-header .actions button").ClickAsync();
        await visit.Page.Locator(".notice.good").WaitForAsync();

        await visit.CheckAsync("audit");
        await visit.OpenAsync("/audit?q=nothing-like-it");
        await visit.Page.Locator(".face.empty").WaitForAsync();
        await visit.CheckAsync("audit-empty");
    }

    [Fact]
    public async Task Entries_are_searched_paged_and_exported()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        for (var i = 0; i < 101; i++)
        {
            await host.Get<IAuditTrail>().WriteAsync(new("feeder", "thing.change", $"thing {i}", i == 0 ? AuditResult.Failed : AuditResult.Done), Cancel);
        }

        await using var visit = await EnterAsync(host);
        var rows = visit.Page.Locator(".data-table tbody tr");
        await visit.Page.Locator("#audit-actor").FillAsync("feeder");
        await visit.Page.Locator("#audit-action").FillAsync("thing.");
        await visit.Page.Locator("form[role=search] button[type=submit]").ClickAsync();
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex("actor=feeder"));
        await Assertions.Expect(visit.Page.Locator(".data-table tbody tr", new() { HasText = "feeder" })).ToHaveCountAsync(100);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Older" }).ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        Assert.Contains("thing 0", await rows.First.TextContentAsync(), StringComparison.Ordinal);

        await visit.Page.Locator("#audit-result").SelectOptionAsync("failed");
        await visit.Page.Locator("form[role=search] button[type=submit]").ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.GetByText("Export as CSV").ClickAsync());
        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), Cancel);

        Assert.Single(lines, line => line.Contains("thing ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_auditor_sees_the_trail_and_neither_people_nor_tokens()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync(Roles.Auditor);
        await using var visit = await EnterAsync(host);

        await visit.Page.Locator(".data-table tbody tr").First.WaitForAsync();
        Assert.Equal(["Audit trail"], await visit.Page.Locator("section[aria-labelledby=nav-desk-administration] a").AllInnerTextsAsync());
        await visit.Page.GotoAsync("/tokens");

        await visit.Page.GetByText("Not permitted").First.WaitForAsync();
    }

    [Fact]
    public async Task The_trail_is_not_wider_than_a_phone()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        await using var visit = await chromium.VisitAsync(host.Address, Look.Phone with { Width = 320 });
        await visit.Page.GotoAsync("/audit");
        await visit.SignInAsync(ConsoleHost.Person, Some.Password);
        await visit.FilledAsync();

        Assert.Equal(320, await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    private async Task<Visit> EnterAsync(ConsoleHost host, string look = "light")
    {
        var visit = await chromium.VisitAsync(host.Address, Look.Named(look));
        await visit.Page.GotoAsync("/audit");
        await visit.SignInAsync(ConsoleHost.Person, Some.Password);
        return visit;
    }
}
