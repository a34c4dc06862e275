using System.Text.RegularExpressions;
using Kotwal.City.Access;
using Kotwal.Console.Tests.Host;

namespace Kotwal.Console.Tests.Doors;

public sealed partial class HeadersTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/sign-in")]
    [InlineData("/setup")]
    [InlineData("/no-access")]
    [InlineData("/nothing")]
    [InlineData("/fails")]
    [InlineData("/api/v1/things")]
    [InlineData("/api/v1/fails")]
    [InlineData("/healthz")]
    [InlineData("/_content/Kotwal.Console/tokens.css")]
    [InlineData("/_framework/blazor.web.js")]
    [InlineData("/_blazor/negotiate")]
    public async Task Every_answer_carries_the_security_headers(string path)
    {
        await using var host = await ConsoleHost.StartAsync();
        using var stranger = new Browserless(host);

        var answer = await stranger.GetAsync(path);

        Assert.Contains("frame-ancestors 'none'", Policy(answer), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", Policy(answer), StringComparison.Ordinal);
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["no-referrer"], answer.Headers.GetValues("Referrer-Policy"));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("/recover")]
    [InlineData("/setup")]
    [InlineData("/no-access")]
    [InlineData("/sign-in/provider/refused")]
    public async Task A_plain_page_allows_nothing_inline_and_has_nothing_inline(string path)
    {
        await using var host = await ConsoleHost.StartAsync();
        using var stranger = new Browserless(host);

        var answer = await stranger.GetAsync(path);

        Assert.DoesNotContain("unsafe", Policy(answer), StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", Policy(answer), StringComparison.Ordinal);
        Assert.DoesNotMatch("<script|<style| style=| on[a-z]+=", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task The_sign_in_page_runs_one_file_of_ours_and_is_of_use_without()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var stranger = new Browserless(host);

        var answer = await stranger.GetAsync("/sign-in");
        var page = await answer.Content.ReadAsStringAsync(Cancel);

        Assert.Contains("; script-src 'self'; connect-src 'self'", Policy(answer), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", Policy(answer), StringComparison.Ordinal);
        Assert.Equal("<script src=\"/_content/Kotwal.Console/passkeys.js\" defer>", Assert.Single(Script().Matches(page)).Value);
        Assert.DoesNotMatch("<style| style=| on[a-z]+=", page);
        Assert.Contains("<form method=\"post\" action=\"/sign-in\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_runs_only_scripts_of_ours_and_its_own_import_map()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        using var browser = new Browserless(host);
        await browser.SignInAsync();

        var answer = await browser.GetAsync("/");
        var again = await browser.GetAsync("/");

        var scripts = Script().Matches(await answer.Content.ReadAsStringAsync(Cancel)).Select(m => m.Value).ToList();
        Assert.All(scripts, s => Assert.True(s.Contains(" src=\"", StringComparison.Ordinal) || s.Contains("type=\"importmap\"", StringComparison.Ordinal), s));
        Assert.Contains(scripts, s => s.Contains($"nonce=\"{Nonce(answer)}\"", StringComparison.Ordinal));
        Assert.Matches("script-src 'self' 'nonce-[^']+';", Policy(answer));
        Assert.NotEqual(Nonce(answer), Nonce(again));
    }

    [Fact]
    public async Task No_secret_is_ever_logged()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = new Browserless(host);
        var setup = (await host.Get<SetupLink>().OpenAsync(Cancel))!;
        var token = await host.Get<TokenStore>().CreateAsync("test", "admin", [], null, "test", Cancel);

        await browser.GetAsync("/setup?token=" + setup);
        await browser.SubmitAsync("/setup?token=" + setup, ("name", "asha"), ("password", Some.Password), ("again", Some.Password));
        await browser.SignInAsync("wrong password here");
        await browser.SignInAsync();
        await browser.GetAsync("/");
        await browser.SendAsync(HttpMethod.Get, "/api/v1/things", ("Authorization", "Bearer " + token));

        Assert.NotEqual("", host.Log.Text);
        var cookies = browser.Cookies.GetAllCookies().Select(c => c.Value);
        Assert.All([setup, token, Some.Password, "wrong password here", .. cookies], secret => Assert.DoesNotContain(secret, host.Log.Text, StringComparison.Ordinal));
    }

    private static string Policy(HttpResponseMessage answer) => Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));

    private static string Nonce(HttpResponseMessage answer) => NonceInPolicy().Match(Policy(answer)).Groups[1].Value;

    [GeneratedRegex("<script[^>]*>")]
    private static partial Regex Script();

    [GeneratedRegex("'nonce-([^']+)'")]
    private static partial Regex NonceInPolicy();
}
