using System.Net;
using System.Text.RegularExpressions;
using Kotwal.City.Audit;
using Kotwal.City.People;
using Kotwal.Console.Tests.Host;
using Kotwal.Testing;

namespace Kotwal.Console.Tests.Doors;

public sealed partial class SecondFactorTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private readonly Clock clock = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task With_an_app_set_up_the_password_alone_opens_nothing()
    {
        await using var host = await (await ConsoleHost.StartAsync(clock: clock)).WithPersonAsync();
        var (phone, _) = await SetUpAsync(host);
        using var browser = new Browserless(host);

        var halfWay = await browser.SignInAsync(path: "/sign-in?next=%2Fslow");
        var early = await browser.GetAsync("/slow");
        clock.Advance(TimeSpan.FromSeconds(30));
        var done = await browser.SubmitAsync(halfWay.Headers.Location!.OriginalString, ("code", phone.Code()));

        Assert.Equal("/sign-in/code?next=%2Fslow", halfWay.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, early.StatusCode);
        Assert.Equal("/slow", done.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/slow")).StatusCode);
    }

    [Fact]
    public async Task A_code_that_opened_once_opens_never_again()
    {
        await using var host = await (await ConsoleHost.StartAsync(clock: clock)).WithPersonAsync();
        var (phone, _) = await SetUpAsync(host);
        clock.Advance(TimeSpan.FromSeconds(30));
        using var first = new Browserless(host);
        using var second = new Browserless(host);
        await first.SignInAsync();
        await second.SignInAsync();

        var taken = await first.SubmitAsync("/sign-in/code", ("code", phone.Code()));
        var again = await second.SubmitAsync("/sign-in/code", ("code", phone.Code()));

        Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        Assert.Contains("role=\"alert\"", await again.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await second.GetAsync("/slow")).StatusCode);
    }

    [Fact]
    public async Task A_recovery_code_opens_once()
    {
        await using var host = await (await ConsoleHost.StartAsync(clock: clock)).WithPersonAsync();
        var (_, codes) = await SetUpAsync(host);
        using var first = new Browserless(host);
        using var second = new Browserless(host);
        await first.SignInAsync();
        await second.SignInAsync();

        await first.SubmitAsync("/sign-in/code", ("code", codes[0]));
        await second.SubmitAsync("/sign-in/code", ("code", codes[0]));

        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync("/slow")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await second.GetAsync("/slow")).StatusCode);
    }

    [Fact]
    public async Task Guessing_codes_closes_the_account_though_the_password_is_right_each_time()
    {
        await using var host = await (await ConsoleHost.StartAsync(o => o.FailuresBeforeLockout = 3, clock)).WithPersonAsync();
        var (phone, _) = await SetUpAsync(host);
        clock.Advance(TimeSpan.FromSeconds(30));
        using var browser = new Browserless(host);
        for (var i = 0; i < 3; i++)
        {
            await browser.SignInAsync();
            await browser.SubmitAsync("/sign-in/code", ("code", phone.Code(periodsAhead: 100 + i)));
        }

        await browser.SubmitAsync("/sign-in/code", ("code", phone.Code()));

        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/slow")).StatusCode);
    }

    [Fact]
    public async Task Codes_guessed_at_once_are_no_more_than_as_many_in_a_row()
    {
        await using var host = await (await ConsoleHost.StartAsync(o => o.FailuresBeforeLockout = 3, clock)).WithPersonAsync();
        var (phone, _) = await SetUpAsync(host);
        clock.Advance(TimeSpan.FromSeconds(30));
        var browsers = Enumerable.Range(0, 8).Select(_ => new Browserless(host)).ToList();
        foreach (var browser in browsers)
        {
            await browser.SignInAsync();
        }

        await Task.WhenAll(browsers.Select((browser, i) => browser.SubmitAsync("/sign-in/code", ("code", phone.Code(periodsAhead: 100 + i)))));
        await browsers[0].SubmitAsync("/sign-in/code", ("code", phone.Code()));

        var refused = (await host.Get<IAuditTrail>().ReadAsync(null, 9, Cancel)).Select(e => e.Detail!.Split(' ')[0]).Order();
        Assert.Equal([.. Enumerable.Repeat("LockedOut", 7), "Refused", "Refused"], refused);
        Assert.Equal(HttpStatusCode.Redirect, (await browsers[0].GetAsync("/slow")).StatusCode);
        browsers.ForEach(browser => browser.Dispose());
    }

    [Fact]
    public async Task Without_a_right_password_the_second_door_is_not_there()
    {
        await using var host = await (await ConsoleHost.StartAsync(clock: clock)).WithPersonAsync();
        await SetUpAsync(host);
        using var browser = new Browserless(host);
        await browser.SignInAsync("not the password");

        Assert.Equal("/sign-in", (await browser.GetAsync("/sign-in/code")).Headers.Location!.OriginalString);
        Assert.Equal("/sign-in", (await browser.GetAsync("/sign-in/second-factor")).Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_role_that_needs_one_leads_to_setting_it_up_and_to_nothing_else()
    {
        await using var host = await (await ConsoleHost.StartAsync(o => o.SecondFactorRoles.Add(Roles.Admin), clock)).WithPersonAsync();
        using var browser = new Browserless(host);

        var led = await browser.SignInAsync();
        var page = await (await browser.GetAsync("/sign-in/second-factor")).Content.ReadAsStringAsync(Cancel);
        var phone = PhoneApp.Scan(page, clock);
        var early = await browser.GetAsync("/slow");
        var wrong = await browser.SubmitAsync(page, "/sign-in/second-factor", [("code", phone.Code(50))]);
        var done = await browser.SubmitAsync(page, "/sign-in/second-factor", [("code", phone.Code())]);

        Assert.Equal("/sign-in/second-factor", led.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, early.StatusCode);
        Assert.Contains(phone.Secret, await wrong.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(10, RecoveryCode().Count(await done.Content.ReadAsStringAsync(Cancel)));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/slow")).StatusCode);
    }

    [Fact]
    public async Task Whoever_has_one_cannot_set_up_another_with_the_password_alone()
    {
        await using var host = await (await ConsoleHost.StartAsync(o => o.SecondFactorRoles.Add(Roles.Admin), clock)).WithPersonAsync();
        using var owner = new Browserless(host);
        await owner.SignInAsync();
        var page = await (await owner.GetAsync("/sign-in/second-factor")).Content.ReadAsStringAsync(Cancel);
        await owner.SubmitAsync(page, "/sign-in/second-factor", [("code", PhoneApp.Scan(page, clock).Code())]);
        using var thief = new Browserless(host);
        await thief.SignInAsync();

        var offered = await (await thief.GetAsync("/sign-in/second-factor")).Content.ReadAsStringAsync(Cancel);
        await thief.SubmitAsync(offered, "/sign-in/second-factor", [("code", PhoneApp.Scan(offered, clock).Code())]);

        Assert.Equal(HttpStatusCode.Redirect, (await thief.GetAsync("/slow")).StatusCode);
    }

    [Theory]
    [InlineData("/account/second-factor")]
    [InlineData("/account/second-factor/off")]
    [InlineData("/account/recovery-codes")]
    public async Task Nothing_of_it_changes_without_the_password(string path)
    {
        await using var host = await (await ConsoleHost.StartAsync(clock: clock)).WithPersonAsync();
        using var browser = new Browserless(host);
        await browser.SignInAsync();
        var (phone, _) = await SetUpAsync(browser);

        var answer = await (await browser.SubmitAsync(path, ("password", "not the password"))).Content.ReadAsStringAsync(Cancel);
        using var other = new Browserless(host);
        await other.SignInAsync();
        clock.Advance(TimeSpan.FromSeconds(30));
        await other.SubmitAsync("/sign-in/code", ("code", phone.Code()));

        Assert.Contains("role=\"alert\"", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("secret=", answer, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/slow")).StatusCode);
    }

    [Fact]
    public async Task Nothing_of_it_changes_with_the_password_alone_and_a_change_ends_the_other_sessions()
    {
        await using var host = await (await ConsoleHost.StartAsync(clock: clock)).WithPersonAsync();
        using var browser = new Browserless(host);
        await browser.SignInAsync();
        var (phone, _) = await SetUpAsync(browser);
        using var other = new Browserless(host);
        await other.SignInAsync();
        clock.Advance(TimeSpan.FromSeconds(30));
        await other.SubmitAsync("/sign-in/code", ("code", phone.Code()));
        foreach (var path in new[] { "/account/second-factor", "/account/second-factor/off", "/account/recovery-codes" })
        {
            var refused = await browser.SubmitAsync(path, ("password", Some.Password));
            Assert.Contains("id=\"code\"", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/slow")).StatusCode);
        clock.Advance(TimeSpan.FromSeconds(30));
        var done = await browser.SubmitAsync("/account/second-factor/off", ("password", Some.Password), ("code", phone.Code()));

        Assert.Equal("/account?done=factor-off", done.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await other.GetAsync("/slow")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/slow")).StatusCode);
    }

    [Fact]
    public async Task Neither_secrets_nor_codes_are_logged_or_audited_and_each_change_is()
    {
        await using var host = await (await ConsoleHost.StartAsync(clock: clock)).WithPersonAsync();
        using var browser = new Browserless(host);
        await browser.SignInAsync();
        var (phone, codes) = await SetUpAsync(browser);
        clock.Advance(TimeSpan.FromSeconds(30));
        await browser.SubmitAsync("/account/second-factor/off", ("password", Some.Password), ("code", phone.Code()));

        var trail = await host.Get<IAuditTrail>().ReadAsync(null, 10, Cancel);

        var text = host.Log.Text + string.Join('\n', trail.Select(e => e.Subject + e.Detail));
        Assert.All([phone.Secret, .. codes], secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        Assert.Contains(trail, e => e is { Action: "factor.add", Detail: "authenticator app; from 127.0.0.1" });
        Assert.Contains(trail, e => e is { Action: "factor.remove", Detail: "authenticator app; from 127.0.0.1" });
    }

    private async Task<(PhoneApp Phone, List<string> Codes)> SetUpAsync(ConsoleHost host)
    {
        using var browser = new Browserless(host);
        await browser.SignInAsync();
        return await SetUpAsync(browser);
    }

    private async Task<(PhoneApp Phone, List<string> Codes)> SetUpAsync(Browserless browser)
    {
        var page = await (await browser.SubmitAsync("/account/second-factor", ("password", Some.Password))).Content.ReadAsStringAsync(Cancel);
        var phone = PhoneApp.Scan(page, clock);
        var done = await browser.SubmitAsync(page, "/account/second-factor/confirm", [("code", phone.Code())]);
        var codes = RecoveryCode().Matches(await done.Content.ReadAsStringAsync(Cancel)).Select(m => m.Value).ToList();
        Assert.Equal(10, codes.Count);
        return (phone, codes);
    }

    [GeneratedRegex("([2-9a-z]{4}-){3}[2-9a-z]{4}")]
    private static partial Regex RecoveryCode();
}
