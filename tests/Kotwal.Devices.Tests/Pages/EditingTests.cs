using Kotwal.City.Audit;
using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Kotwal.City.People;
using Kotwal.Devices.Nodes;
using Kotwal.EndToEnd.Tests.Browser;
using Kotwal.Inventory;
using Microsoft.Playwright;

namespace Kotwal.Devices.Tests.Pages;

public sealed class EditingTests(Chromium chromium)
{
    [Theory]
    [MemberData(nameof(PagesTests.Looks), MemberType = typeof(PagesTests))]
    public async Task The_pages_are_drawn(string look)
    {
        await using var host = await DeskHost.StartAsync();
        var (pump, water) = (Id(host, "pump-1"), Id(host, "Water Board"));
        await SayAsync(host, pump, new NodeChange(
            new Dictionary<string, string?> { ["vendor"] = "Bolt & Sons" }, [new("mac", "00:1b:44:11:3a:b9")], [new("supplied-by", water.Value)]));
        await using var visit = await SignInAsync(host, Look.Named(look));

        await visit.OpenAsync($"/nodes/{pump}/edit");
        await visit.Page.Locator("#attribute-exposure").WaitForAsync();
        await visit.Page.Locator("#attribute-location").FillAsync("north of the lake");
        await visit.Page.Locator("form .primary").ClickAsync();
        await visit.Page.Locator("#attribute-location-error").WaitForAsync();
        await visit.Page.Locator("#mark-value").FillAsync("10.1.0.999");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Locator("#mark-error").WaitForAsync();
        await visit.Page.Locator("#target").FillAsync("e");
        await visit.Page.Locator(".choice").First.WaitForAsync();
        await visit.CheckAsync("node-edit");
        await visit.OpenAsync("/nodes/new");
        await visit.Page.Locator("#attribute-name").FillAsync("Camera at the gate");
        await visit.Page.Locator("form .primary").ClickAsync();
        await visit.Page.Locator("#mark-0-error").WaitForAsync();
        await visit.CheckAsync("node-new");
    }

    [Fact]
    public async Task A_node_is_made_described_and_tied_to_others_with_the_keyboard_alone()
    {
        await using var host = await DeskHost.StartAsync();
        await using var visit = await SignInAsync(host, Look.Desk);
        var keys = visit.Page.Keyboard;
        await visit.OpenAsync("/nodes/new");

        // A page that comes alive puts the focus on its heading; keys that are pressed before go there.
        await visit.Page.Locator("h1:focus").WaitForAsync();
        await visit.Page.Locator("#attribute-name").FocusAsync();
        await keys.TypeAsync("cam-9");
        await visit.Page.Locator("#mark-0-value").FocusAsync();
        await keys.TypeAsync("10.2.0.9");
        await keys.PressAsync("Enter");
        await visit.Page.Locator("h1:focus", new() { HasText = "Edit cam-9" }).WaitForAsync();
        await visit.Page.Locator("#attribute-note").FocusAsync();
        await keys.TypeAsync("On the old pole.");
        await keys.PressAsync("Tab");
        await keys.PressAsync("Enter");
        await visit.Page.GetByText("Recorded.").WaitForAsync();
        await visit.Page.Locator("#relation").SelectOptionAsync("located-in");
        await visit.Page.Locator("#target").FocusAsync();
        await keys.TypeAsync("Lake");
        await Assertions.Expect(visit.Page.Locator(".choice")).ToHaveCountAsync(1);
        await keys.PressAsync("Tab");
        await keys.PressAsync("Space");
        await visit.Page.Locator(".choice.chosen").WaitForAsync();
        await keys.PressAsync("Enter");
        await Assertions.Expect(visit.Page.Locator("#target")).ToHaveValueAsync("");

        var made = TestDesk.Node(host.Services, "cam-9");
        Assert.Equal(("asset", "On the old pole.", "Lake"), (made.Kind, made.Attribute("note"), made.Ward?.Name));
        Assert.All(made.Attributes, said => Assert.Equal("person:asha", said.Source));
        Assert.Equal(["node.change", "node.change", "node.create"], await DeedsAsync(host));
    }

    [Fact]
    public async Task Who_wrote_while_somebody_else_saved_is_refused_once_and_keeps_the_words()
    {
        await using var host = await DeskHost.StartAsync();
        var pump = Id(host, "pump-1");
        await using var visit = await SignInAsync(host, Look.Desk);
        await visit.OpenAsync($"/nodes/{pump}/edit");
        await visit.Page.Locator("#attribute-note").FillAsync("mine");

        await SayAsync(host, pump, new NodeChange(new Dictionary<string, string?> { ["model"] = "M7", ["note"] = "theirs" }));
        await visit.Page.GetByText("Somebody else has just changed this node.").WaitForAsync();
        await Save(visit).ClickAsync();
        await visit.Page.GetByText("Nothing was recorded: somebody else").WaitForAsync();
        Assert.Equal("theirs", TestDesk.Node(host.Services, "pump-1").Attribute("note"));
        await Assertions.Expect(visit.Page.Locator("#attribute-model")).ToHaveValueAsync("M7");
        await Assertions.Expect(visit.Page.Locator("#attribute-note")).ToHaveValueAsync("mine");
        await Save(visit).ClickAsync();
        await visit.Page.GetByText("Recorded.").WaitForAsync();

        Assert.Equal("mine", TestDesk.Node(host.Services, "pump-1").Attribute("note"));
    }

    [Fact]
    public async Task A_person_says_which_value_holds_ends_own_words_and_retires_a_node()
    {
        await using var host = await DeskHost.StartAsync();
        var pump = Id(host, "pump-1");
        await SayAsync(host, pump, new NodeChange(new Dictionary<string, string?> { ["vendor"] = "Bolt" }, [new("mac", "00:1b:44:11:3a:b9")]));
        await using var visit = await SignInAsync(host, Look.Desk);
        await visit.OpenAsync($"/nodes/{pump}");

        await Button(visit, "This holds: vendor Acme").ClickAsync();
        await visit.Page.Locator(".conflict").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await visit.FollowAsync(visit.Page.Locator($"a[href='nodes/{pump}/edit']"));
        await Button(visit, "End").ClickAsync();
        await Button(visit, "End").ClickAsync();
        await visit.Page.GetByText("Recorded.").WaitForAsync();
        await Button(visit, "Retire").ClickAsync();
        await Button(visit, "Retire").ClickAsync();
        await visit.Page.GetByText("This node is retired.").WaitForAsync();

        var node = TestDesk.Node(host.Services, "pump-1");
        Assert.Equal(("Acme", "retired"), (node.Attribute("vendor"), node.Attribute("lifecycle")));
        Assert.DoesNotContain(node.Identifiers, mark => mark.Kind == "mac");
    }

    [Fact]
    public async Task What_only_an_inventory_says_is_not_emptied_and_a_wrong_mark_is_told_beside_its_field()
    {
        await using var host = await DeskHost.StartAsync();
        await using var visit = await SignInAsync(host, Look.Desk);
        await visit.OpenAsync($"/nodes/{Id(host, "pump-1")}/edit");

        await visit.Page.Locator("#attribute-vendor").FillAsync("");
        await Save(visit).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#attribute-vendor-error")).ToContainTextAsync("import:plan");
        await visit.Page.Locator("#mark-value").FillAsync("10.1.0.999");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.Locator("#mark-error")).ToContainTextAsync("10.1.0.999");

        Assert.Equal(1, Current(host).Recording);
    }

    [Fact]
    public async Task An_engineer_of_water_edits_water_and_finds_nothing_else_to_point_at()
    {
        await using var host = await DeskHost.StartAsync(Roles.Engineer, parts: [SmallCity.Water]);
        var (pump, feeder) = (Id(host, "pump-1"), Id(host, "feeder-1"));
        await using var visit = await SignInAsync(host, Look.Desk);

        await visit.OpenAsync($"/nodes/{feeder}/edit");
        await visit.Page.GetByText("There is no such node among those").WaitForAsync();
        await visit.OpenAsync($"/nodes/{pump}/edit");
        await visit.Page.Locator("#target").FillAsync("feeder");
        await visit.Page.GetByText("Nothing found that you may point at.").WaitForAsync();
        await Assertions.Expect(visit.Page.Locator("#relation option")).ToHaveCountAsync(InventoryRelations.All.Count - 3);
        await Assertions.Expect(visit.Page.Locator("#mark-value")).ToHaveCountAsync(0);
        await visit.Page.Locator("#attribute-note").FillAsync("seen");
        await Save(visit).ClickAsync();
        await visit.Page.GetByText("Recorded.").WaitForAsync();
        Assert.Equal(403, (await visit.Page.GotoAsync("/nodes/new"))!.Status);

        Assert.Equal("seen", TestDesk.Node(host.Services, "pump-1").Attribute("note"));
    }

    private static GraphSnapshot Current(DeskHost host) => host.Services.GetRequiredService<CityGraph>().Current;

    private static NodeId Id(DeskHost host, string name) => TestDesk.Node(host.Services, name).Id;

    private static ILocator Button(Visit visit, string name) => visit.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static ILocator Save(Visit visit) => Button(visit, "Save");

    private static async Task SayAsync(DeskHost host, NodeId node, NodeChange change) => Assert.True(
        (await host.Services.GetRequiredService<NodeEdits>().ChangeAsync(node, change, TestDesk.Person(), CancellationToken.None)).IsDone);

    private static async Task<string[]> DeedsAsync(DeskHost host) =>
        [.. (await host.Services.GetRequiredService<IAuditTrail>().ReadAsync(null, 1000, CancellationToken.None)).Select(entry => entry.Action).Where(action => action.StartsWith("node.", StringComparison.Ordinal))];

    private async Task<Visit> SignInAsync(DeskHost host, Look look)
    {
        var visit = await chromium.VisitAsync(host.Address, look);
        await visit.Page.GotoAsync("/nodes");
        await visit.SignInAsync(DeskHost.Person, DeskHost.Password);
        return visit;
    }
}
