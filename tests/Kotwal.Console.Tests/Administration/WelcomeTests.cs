using System.Net;
using Kotwal.Console.Tests.Host;
using Kotwal.EndToEnd.Tests.Browser;

namespace Kotwal.Console.Tests.Administration;

public sealed class WelcomeTests(Chromium chromium)
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("light")]
    [InlineData("phone-dark")]
    [InlineData("hindi")]
    public async Task The_page_behind_the_link_says_what_was_wrong_and_works_once(string look)
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        var link = await Neighbours.InviteAsync(host, "ravi");
        await using var visit = await chromium.VisitAsync(host.Address, Look.Named(look));
        await visit.Page.GotoAsync(link);
        await visit.CheckAsync("welcome");

        await SetAsync(visit, "ravi knows kotwal");
        await visit.Page.GetByRole(Microsoft.Playwright.AriaRole.Alert).WaitForAsync();
        await visit.CheckAsync("welcome-refused");
        await SetAsync(visit, "another long phrase");
        await visit.Page.WaitForURLAsync("**/sign-in");

        using var again = new Browserless(host);
        Assert.Equal(HttpStatusCode.NotFound, (await again.GetAsync(link)).StatusCode);
    }

    [Fact]
    public async Task Two_passwords_that_differ_set_none()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        var link = await Neighbours.InviteAsync(host, "ravi");
        using var browser = new Browserless(host);

        var answer = await browser.SubmitAsync(link, ("password", "another long phrase"), ("again", "another phrase long"));

        Assert.Contains("differ", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(link)).StatusCode);
    }

    [Fact]
    public async Task A_link_that_opens_nothing_is_closed()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        using var browser = new Browserless(host);

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/welcome")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/welcome?token=guessed")).StatusCode);
    }

    [Fact]
    public async Task Guessing_links_is_slowed_down()
    {
        await using var host = await (await ConsoleHost.StartAsync(o => o.SignInAttemptsPerMinute = 2)).WithPersonAsync();
        using var browser = new Browserless(host);
        await browser.GetAsync("/welcome?token=a");
        await browser.GetAsync("/welcome?token=b");

        Assert.Equal(HttpStatusCode.TooManyRequests, (await browser.GetAsync("/welcome?token=c")).StatusCode);
    }

    [Fact]
    public async Task People_who_come_with_links_that_open_are_not_slowed_down()
    {
        await using var host = await (await ConsoleHost.StartAsync(o => o.SignInAttemptsPerMinute = 1)).WithPersonAsync();
        using var browser = new Browserless(host);

        foreach (var name in new[] { "ravi", "meera", "kiran" })
        {
            var answer = await browser.SubmitAsync(
                await Neighbours.InviteAsync(host, name), ("password", "another long phrase"), ("again", "another long phrase"));

            Assert.Equal((HttpStatusCode.Found, "/sign-in"), (answer.StatusCode, answer.Headers.Location?.ToString()));
        }
    }

    [Fact]
    public async Task A_link_is_in_no_log()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        var link = await Neighbours.InviteAsync(host, "ravi");
        using var browser = new Browserless(host);

        await browser.SubmitAsync(link, ("password", "another long phrase"), ("again", "another long phrase"));

        Assert.DoesNotContain(link[15..], host.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("another long phrase", host.Log.Text, StringComparison.Ordinal);
    }

    private static async Task SetAsync(Visit visit, string password)
    {
        await visit.Page.Locator("#password").FillAsync(password);
        await visit.Page.Locator("#again").FillAsync(password);
        await visit.Page.Locator("button[type=submit]").ClickAsync();
    }
}
