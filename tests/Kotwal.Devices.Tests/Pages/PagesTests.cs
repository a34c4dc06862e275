using System.Globalization;
using System.Text;
using Kotwal.City.Access;
using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Kotwal.City.Graph.Discovery;
using Kotwal.Devices.Nodes;
using Kotwal.EndToEnd.Tests.Browser;
using Kotwal.Inventory;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Kotwal.Devices.Tests.Pages;

public sealed class PagesTests(Chromium chromium)
{
    // Each of light, dark, wide, narrow and Hindi once.
    public static TheoryData<string> Looks { get; } = new(Look.Desk.Name, Look.Night.Name, Look.PhoneAtNight.Name, Look.Phone.Name, Look.Hindi.Name);

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Every_page_is_drawn(string look)
    {
        await using var host = await DeskHost.StartAsync();
        await HappenAsync(host);
        await using var visit = await SignInAsync(host, look);

        await Drawn(visit, "nodes", ".data-table tbody tr", "nodes");
        await Drawn(visit, $"nodes/{Id(host, "gw-1")}", ".impact svg", "node");
        await Drawn(visit, $"nodes/{Id(host, "pump-1")}", ".conflict", "node-conflict");
        await Drawn(visit, "waiting", ".data-table tbody tr", "waiting");
        await visit.OpenAsync("/import");
        await ChooseAsync(visit);
        await visit.Page.Locator("main button.button:has(svg)").Last.ClickAsync();
        await visit.Page.Locator("main .tiles").WaitForAsync();
        await visit.CheckAsync("devices-import");
    }

    [Fact]
    public async Task Every_page_of_a_city_of_which_nothing_is_known_says_so()
    {
        await using var host = await DeskHost.StartAsync(isEmpty: true);
        await using var visit = await SignInAsync(host, Look.Desk.Name);

        await Drawn(visit, "nodes", ".face.empty", "nodes-empty");
        await Drawn(visit, $"nodes/{Guid.Empty}", ".face.empty", "node-empty");
        await Drawn(visit, "waiting", ".nothing", "waiting-empty");
    }

    [Fact]
    public async Task What_was_heard_is_confirmed_and_what_is_twice_is_merged_and_parted_again()
    {
        await using var host = await DeskHost.StartAsync();
        await HappenAsync(host);
        var pump = Id(host, "pump-1");
        await using var visit = await SignInAsync(host, Look.Desk.Name);
        await visit.OpenAsync("/waiting");

        await Button(visit, "It is the city's").ClickAsync();
        await visit.Page.GetByText("Nobody waits").WaitForAsync();
        await Button(visit, "They are the same").ClickAsync();
        await Button(visit, "They are the same").ClickAsync();
        await visit.Page.GetByText("No merges are proposed.").WaitForAsync();
        Assert.Equal(2, Current(host).Find(pump, Reach.WholeCity)!.Ids.Count);
        await Button(visit, "Undo").ClickAsync();
        await Button(visit, "Undo").ClickAsync();
        await visit.Page.GetByText("No nodes were merged.").WaitForAsync();

        Assert.Single(Current(host).Find(pump, Reach.WholeCity)!.Ids);
        Assert.Equal(NodeStates.Confirmed, TestDesk.Node(host.Services, "10.1.0.200").State);
    }

    [Fact]
    public async Task An_inventory_is_previewed_and_then_imported()
    {
        await using var host = await DeskHost.StartAsync();
        await using var visit = await SignInAsync(host, Look.Desk.Name);
        await visit.OpenAsync("/import");

        await ChooseAsync(visit);
        await Assertions.Expect(visit.Page.Locator("#format")).ToHaveValueAsync("csv");
        await Button(visit, "Preview").ClickAsync();
        await visit.Page.Locator("main .tiles").WaitForAsync();
        Assert.Equal(SmallCity.Nodes, Current(host).Count);
        await Button(visit, "Import").ClickAsync();
        await Button(visit, "Import").ClickAsync();
        await visit.Page.GetByText("Imported.").WaitForAsync();

        Assert.Equal(SmallCity.Nodes + 2, Current(host).Count);
    }

    [Fact]
    public async Task The_list_is_filtered_by_its_address()
    {
        await using var host = await DeskHost.StartAsync();
        await using var visit = await SignInAsync(host, Look.Desk.Name);
        await visit.OpenAsync("/nodes");

        await visit.Page.Locator("#zone").SelectOptionAsync("scada");
        await Assertions.Expect(visit.Page.Locator(".data-table tbody tr")).ToHaveCountAsync(2);
        await visit.Page.Locator("#words").FillAsync("pump");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.Locator(".data-table tbody tr")).ToHaveCountAsync(1);
        await visit.FollowAsync(visit.Page.Locator(".data-table tbody a"));
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("pump-1");
    }

    private static async Task HappenAsync(DeskHost host)
    {
        var graph = host.Services.GetRequiredService<CityGraph>();
        var now = TimeProvider.System.GetUtcNow();
        var node = NodeId.New(TimeProvider.System);
        await graph.RecordAsync(new(FactSources.Heard, "kotwal"),
        [
            new(node, FactWords.Kind, InventoryKinds.Asset, now),
            new(node, FactWords.State, NodeStates.Staged, now),
            new(node, FactWords.Identifier(InventoryIdentifiers.Address), "10.1.0.200", now),
            new(node, HeardWords.First, now.UtcDateTime.ToString("s", CultureInfo.InvariantCulture) + "Z", now),
            new(node, HeardWords.Last, now.UtcDateTime.ToString("s", CultureInfo.InvariantCulture) + "Z", now),
            new(node, HeardWords.Count, "12", now),
            new(node, HeardWords.Sources, "firewall sensor", now),
            new(node, HeardWords.Events, Guid.CreateVersion7(now).ToString(), now),
        ], CancellationToken.None);
        await TestDesk.ImportAsync(
            host.Services, """{"kind":"asset","id":{"mac":"00:1b:44:11:3a:b7","hostname":"pump-1"}}""", new("kotwal", null, "other", false));
        var change = new NodeChange(new Dictionary<string, string?> { ["vendor"] = "Bolt & Sons" }, null, null, null);
        await host.Services.GetRequiredService<NodeEdits>().ChangeAsync(TestDesk.Node(host.Services, "pump-1").Id, change, TestDesk.Person(), CancellationToken.None);
    }

    private static Task ChooseAsync(Visit visit) => ChooseAndWaitAsync(visit, "Name,IP Address,Make,Colour\ncam-1,10.1.0.51,Acme,red\ncam-2,10.1.0.52,Acme,blue\nno mark,,Acme,\n");

    private static async Task ChooseAndWaitAsync(Visit visit, string document)
    {
        await visit.Page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = "cams.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(document) });
        await visit.Page.Locator("#format").WaitForAsync();
    }

    private static GraphSnapshot Current(DeskHost host) => host.Services.GetRequiredService<CityGraph>().Current;

    private static NodeId Id(DeskHost host, string name) => TestDesk.Node(host.Services, name).Id;

    private async Task<Visit> SignInAsync(DeskHost host, string look)
    {
        var visit = await chromium.VisitAsync(host.Address, Look.Named(look));
        await visit.Page.GotoAsync("/nodes");
        await visit.SignInAsync(DeskHost.Person, DeskHost.Password);
        return visit;
    }

    private static async Task Drawn(Visit visit, string path, string expected, string picture)
    {
        await visit.OpenAsync("/" + path);
        await visit.Page.Locator($"main {expected}").First.WaitForAsync();
        await visit.CheckAsync("devices-" + picture);
    }

    private static ILocator Button(Visit visit, string words) =>
        visit.Page.GetByRole(AriaRole.Button, new() { Name = words, Exact = true }).First;
}
