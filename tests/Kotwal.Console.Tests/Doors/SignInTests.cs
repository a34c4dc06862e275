using System.Net;
using Kotwal.City.Audit;
using Kotwal.City.People;
using Kotwal.Console.Tests.Host;

namespace Kotwal.Console.Tests.Doors;

public sealed class SignInTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_right_password_opens_the_page_that_was_asked_for()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        using var browser = new Browserless(host);
        var asked = await browser.GetAsync("/slow?x=1");

        var answer = await browser.SignInAsync(path: asked.Headers.Location!.PathAndQuery);

        Assert.Equal("/slow?x=1", answer.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/slow")).StatusCode);
    }

    [Fact]
    public async Task The_session_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        using var browser = new Browserless(host);

        var answer = await browser.SignInAsync();

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("kotwal-session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/ä?q=ö 1", "/%C3%A4?q=%C3%B6%201")]
    [InlineData("/%C3%A4", "/%C3%A4")]
    public async Task A_path_beyond_ASCII_is_led_to_as_browsers_write_it(string next, string expected)
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        using var browser = new Browserless(host);

        var answer = await browser.SignInAsync(path: "/sign-in?next=" + Uri.EscapeDataString(next));

        Assert.Equal(expected, answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task What_a_stranger_types_as_a_name_is_not_kept()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        using var browser = new Browserless(host);

        await browser.SubmitAsync("/sign-in", ("name", "a password in the wrong field"), ("password", "x"));
        await browser.SubmitAsync("/sign-in", ("name", ConsoleHost.Person.ToUpperInvariant()), ("password", "x"));

        var trail = await host.Get<IAuditTrail>().ReadAsync(null, 2, Cancel);
        Assert.Equal([(ConsoleHost.Person, ConsoleHost.Person), ("somebody", "somebody")], trail.Select(e => (e.Actor, e.Subject)));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example")]
    [InlineData("")]
    public async Task A_redirect_never_leaves_the_house(string next)
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        using var browser = new Browserless(host);

        var answer = await browser.SignInAsync(path: "/sign-in?next=" + Uri.EscapeDataString(next));

        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Too_many_wrong_passwords_close_the_account_even_for_the_right_one()
    {
        await using var host = await (await ConsoleHost.StartAsync(o => o.FailuresBeforeLockout = 3)).WithPersonAsync();
        using var browser = new Browserless(host);
        for (var i = 0; i < 3; i++)
        {
            await browser.SignInAsync("not the password");
        }

        var answer = await browser.SignInAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("too many attempts", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/slow")).StatusCode);
    }

    [Fact]
    public async Task A_wrong_name_and_a_wrong_password_get_the_same_answer()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        using var browser = new Browserless(host);

        var wrongPassword = await browser.SubmitAsync("/sign-in", ("name", ConsoleHost.Person), ("password", "wrong"));
        var wrongName = await browser.SubmitAsync("/sign-in", ("name", "nobo"), ("password", "wrong"));

        Assert.Equal(await ErrorOf(wrongPassword), await ErrorOf(wrongName));
    }

    [Fact]
    public async Task An_address_that_tries_too_often_has_to_wait()
    {
        await using var host = await (await ConsoleHost.StartAsync(o => o.SignInAttemptsPerMinute = 2)).WithPersonAsync();
        using var browser = new Browserless(host);
        await browser.SignInAsync("wrong");
        await browser.SignInAsync("wrong");

        var answer = await browser.SignInAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
    }

    [Fact]
    public async Task A_form_that_another_site_posts_is_refused()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        using var client = new HttpClient { BaseAddress = new Uri(host.Address) };
        using var form = new FormUrlEncodedContent([new("name", ConsoleHost.Person), new("password", Some.Password)]);

        var answer = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), form, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        using var browser = new Browserless(host);
        await browser.SignInAsync();

        var unproven = await browser.SendAsync(HttpMethod.Post, "/sign-out");
        var stillIn = await browser.GetAsync("/slow");
        var token = await CsrfToken.OfAsync(browser);
        var answer = await browser.SendAsync(HttpMethod.Post, "/sign-out", ("X-CSRF-Token", token));

        Assert.Equal(HttpStatusCode.BadRequest, unproven.StatusCode);
        Assert.Equal(HttpStatusCode.OK, stillIn.StatusCode);
        Assert.Equal("/sign-in", answer.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/slow")).StatusCode);
    }

    [Fact]
    public async Task A_program_role_cannot_open_pages()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync(Roles.Ingest);
        using var browser = new Browserless(host);
        await browser.SignInAsync();

        var answer = await browser.GetAsync("/slow");

        Assert.StartsWith("/no-access", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/no-access")).StatusCode);
    }

    [Fact]
    public async Task Every_attempt_is_in_the_audit_trail()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        using var browser = new Browserless(host);
        await browser.SignInAsync("wrong");
        await browser.SignInAsync();

        var trail = await host.Get<IAuditTrail>().ReadAsync(null, 2, Cancel);

        Assert.Equal([AuditResult.Done, AuditResult.Refused], trail.Select(e => e.Result));
        Assert.All(trail, e => Assert.Equal(("session.start", ConsoleHost.Person), (e.Action, e.Actor)));
        Assert.Equal("Refused from 127.0.0.1", trail[1].Detail);
    }

    private static async Task<string> ErrorOf(HttpResponseMessage answer)
    {
        var page = await answer.Content.ReadAsStringAsync(Cancel);
        var start = page.IndexOf("role=\"alert\"", StringComparison.Ordinal);
        Assert.NotEqual(-1, start);
        return page[start..page.IndexOf("</div>", start, StringComparison.Ordinal)];
    }

    [Theory]
    [InlineData("/setup")]
    [InlineData("/welcome")]
    [InlineData("/recover")]
    public async Task A_form_without_its_fields_finds_its_door_closed(string path)
    {
        await using var host = await ConsoleHost.StartAsync();
        using var stranger = new Browserless(host);
        var page = await (await stranger.GetAsync("/sign-in")).Content.ReadAsStringAsync(Cancel);

        var answer = await stranger.SubmitAsync(page, path, []);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
