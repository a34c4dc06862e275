using Kotwal.Console.Tests.Host;
using Kotwal.EndToEnd.Tests.Browser;
using Microsoft.Playwright;

namespace Kotwal.Console.Tests.Administration;

public sealed class PagesTests(Chromium chromium)
{
    public static TheoryData<string> Looks => Look.All;

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Every_page_of_administration_is_drawn(string look)
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        var engineer = await Neighbours.MakeAsync(host);
        await using var visit = await EnterAsync(host, look);

        await visit.OpenAsync("/people?show=all");
        await visit.Page.Locator(".data-table tbody tr").Nth(5).WaitForAsync();
        await visit.CheckAsync("people");
        await visit.Page.Locator(".page-header .actions button").Nth(0).ClickAsync();
        await visit.Page.Locator("#new-name").WaitForAsync();
        await visit.Page.Locator("#new-grant-role").SelectOptionAsync("engineer");
        await visit.Page.Locator("#new-grant-choose").SelectOptionAsync("ward:7");
        await visit.Page.Locator(".chosen .tag").WaitForAsync();
        await visit.CheckAsync("people-new");
        await visit.Page.Locator(".page-header .actions button").Nth(1).ClickAsync();
        await visit.Page.Locator("#guest-until").WaitForAsync();
        await visit.CheckAsync("people-guest");

        await visit.OpenAsync($"/people/{engineer}");
        await visit.Page.Locator(".data-table tbody tr").First.WaitForAsync();
        await visit.Page.Locator(".data-table tbody .deeds > .button").Nth(2).ClickAsync();
        await visit.Page.Locator("#grant-until").WaitForAsync();
        await visit.CheckAsync("person");

        await visit.OpenAsync("/tokens");
        await visit.FilledAsync();
        await visit.CheckAsync("tokens-empty");
        await visit.Page.Locator(".page-header .actions button").ClickAsync();
        await visit.Page.Locator("#token-name").FillAsync("water works");
        await visit.CheckAsync("tokens-new");
        await visit.Page.Locator("button[type=submit].primary").ClickAsync();
        await visit.Page.Locator(".data-table tbody tr").WaitForAsync();
        await visit.CheckAsync("tokens");
    }

    [Theory]
    [InlineData("/people?show=all")]
    [InlineData("/people/")]
    [InlineData("/tokens")]
    public async Task No_page_of_administration_is_wider_than_a_phone(string path)
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        var engineer = await Neighbours.MakeAsync(host);
        await using var visit = await chromium.VisitAsync(host.Address, Look.Phone with { Width = 320 });
        await visit.Page.GotoAsync("/people");
        await visit.SignInAsync(ConsoleHost.Person, Some.Password);

        await visit.OpenAsync(path.EndsWith('/') ? path + engineer : path);
        await visit.FilledAsync();

        Assert.Equal(320, await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task A_person_is_made_chooses_the_password_and_signs_in()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        await using var visit = await EnterAsync(host);
        await Button(visit, "New person").ClickAsync();
        await visit.Page.Locator("#new-name").FillAsync("ravi");
        await visit.Page.Locator("#new-grant-role").SelectOptionAsync("analyst");
        await Button(visit, "Make the account").ClickAsync();
        var link = (await visit.Page.Locator(".code-block code").TextContentAsync())!.Trim();
        await visit.CheckAsync("people-link");

        await using var ravi = await chromium.VisitAsync(host.Address);
        await ravi.Page.GotoAsync(link);
        await ravi.Page.Locator("#password").FillAsync("another long phrase");
        await ravi.Page.Locator("#again").FillAsync("another long phrase");
        await ravi.Page.Locator("button[type=submit]").ClickAsync();
        await ravi.Page.WaitForURLAsync("**/sign-in");
        await ravi.SignInAsync("ravi", "another long phrase");

        Assert.Equal(0, await ravi.Page.GetByRole(AriaRole.Link, new() { Name = "Tokens" }).CountAsync());
        await ravi.Page.GotoAsync("/people");
        await ravi.Page.GetByText("Not permitted").First.WaitForAsync();
    }

    [Fact]
    public async Task A_role_is_given_for_a_part_of_the_city_by_keyboard_and_taken_away()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        var engineer = await Neighbours.MakeAsync(host);
        await using var visit = await EnterAsync(host);
        await visit.OpenAsync($"/people/{engineer}");
        var rows = visit.Page.Locator(".data-table tbody tr");

        await Button(visit, "Give a role").PressAsync("Enter");
        await visit.Page.Locator("#grant-role").SelectOptionAsync("responder");
        await visit.Page.Locator("#grant-type").FillAsync("nonsense");
        await visit.Page.Locator("#grant-type").PressAsync("Enter");
        await visit.Page.Locator("#grant-wrong").WaitForAsync();
        await visit.Page.Locator("#grant-type").FillAsync("ward:7");
        await visit.Page.Locator("#grant-type").PressAsync("Enter");
        await visit.Page.Locator(".chosen .tag", new() { HasText = "Ward: Shahpura" }).WaitForAsync();
        await visit.Page.Locator(".row button.primary").PressAsync("Enter");
        await Assertions.Expect(rows).ToHaveCountAsync(3);
        await rows.Filter(new() { HasText = "Responder" }).GetByRole(AriaRole.Button, new() { Name = "Take away" }).PressAsync("Enter");
        await rows.GetByRole(AriaRole.Group).GetByRole(AriaRole.Button, new() { Name = "Take away" }).PressAsync("Enter");

        await Assertions.Expect(rows).ToHaveCountAsync(2);
        await visit.CheckAsync("person-after");
    }

    [Fact]
    public async Task The_last_administrator_sees_why_nothing_can_be_taken_away()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        await using var visit = await EnterAsync(host);

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = ConsoleHost.Person, Exact = true }).ClickAsync();
        await visit.Page.GetByText("This is the last administrator").WaitForAsync();

        await Assertions.Expect(Button(visit, "Disable")).ToBeDisabledAsync();
        await Assertions.Expect(Button(visit, "The person has left")).ToBeDisabledAsync();
        await Assertions.Expect(Button(visit, "Take away")).ToBeDisabledAsync();
    }

    [Fact]
    public async Task A_person_who_leaves_is_emptied_and_listed_among_those_who_left()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        var engineer = await Neighbours.MakeAsync(host);
        await using var visit = await EnterAsync(host);
        await visit.OpenAsync($"/people/{engineer}");

        await Button(visit, "The person has left").ClickAsync();
        await visit.Page.GetByText("Removes the personal data for ever.").WaitForAsync();
        await visit.CheckAsync("person-leaves");
        await Button(visit, "The person has left").ClickAsync();
        await visit.Page.Locator("main .tag", new() { HasText = "Left" }).WaitForAsync();
        await visit.OpenAsync("/people?show=left");

        await Assertions.Expect(visit.Page.Locator(".data-table tbody tr")).ToHaveCountAsync(1);
        Assert.Equal(0, await visit.Page.GetByText("Ravi Kumar").CountAsync());
    }

    [Fact]
    public async Task A_disabled_account_cannot_sign_in()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        await Neighbours.DisableAsync(host);
        using var browser = new Browserless(host);
        var answer = await browser.SignInAsync();

        Assert.Contains("role=\"alert\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private async Task<Visit> EnterAsync(ConsoleHost host, string look = "light")
    {
        var visit = await chromium.VisitAsync(host.Address, Look.Named(look));
        await visit.Page.GotoAsync("/people");
        await visit.SignInAsync(ConsoleHost.Person, Some.Password);
        return visit;
    }

    private static ILocator Button(Visit visit, string words) =>
        visit.Page.Locator("main").GetByRole(AriaRole.Button, new() { Name = words, Exact = true }).First;
}
