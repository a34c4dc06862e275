using System.Net;
using Kotwal.City.Access;
using Kotwal.City.People;
using Kotwal.Console.Tests.Host;

namespace Kotwal.Console.Tests.Doors;

public sealed class ApiDoorTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/api/v1/things")]
    [InlineData("POST", "/api/v1/things")]
    [InlineData("POST", "/api/v1/ingest")]
    [InlineData("GET", "/api/v1/forgotten")]
    [InlineData("GET", "/api/v1/csrf-token")]
    public async Task A_stranger_gets_a_status_and_no_page(string method, string path)
    {
        await using var host = await ConsoleHost.StartAsync();
        using var stranger = new Browserless(host);

        var answer = await stranger.SendAsync(new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_token_opens_what_its_role_may_do()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var program = new Browserless(host);
        var ingest = await BearerAsync(host, Roles.Ingest);
        var auditor = await BearerAsync(host, Roles.Auditor);

        Assert.Equal(HttpStatusCode.OK, (await program.SendAsync(HttpMethod.Post, "/api/v1/ingest", ingest)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await program.SendAsync(HttpMethod.Get, "/api/v1/things", ingest)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await program.SendAsync(HttpMethod.Get, "/api/v1/things", auditor)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await program.SendAsync(HttpMethod.Post, "/api/v1/things", auditor)).StatusCode);
    }

    [Theory]
    [InlineData("Bearer nonsense")]
    [InlineData("Bearer kotwal_0000000000000000000000000000000000000000000000")]
    [InlineData("Bearer ")]
    public async Task A_wrong_token_is_told_so(string header)
    {
        await using var host = await ConsoleHost.StartAsync();
        using var program = new Browserless(host);

        var answer = await program.SendAsync(HttpMethod.Get, "/api/v1/things", ("Authorization", header));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task A_wrong_token_is_refused_even_with_a_good_cookie()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        using var browser = new Browserless(host);
        await browser.SignInAsync();

        var answer = await browser.SendAsync(HttpMethod.Get, "/api/v1/things", ("Authorization", "Bearer nonsense"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_cookie_may_read_but_writes_only_with_proof()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        using var browser = new Browserless(host);
        await browser.SignInAsync();

        var read = await browser.GetAsync("/api/v1/things");
        var unproven = await browser.SendAsync(HttpMethod.Post, "/api/v1/things");
        var token = await CsrfToken.OfAsync(browser);
        var proven = await browser.SendAsync(HttpMethod.Post, "/api/v1/things", ("X-CSRF-Token", token));

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, unproven.StatusCode);
        Assert.Equal(HttpStatusCode.OK, proven.StatusCode);
    }

    [Fact]
    public async Task What_is_not_there_and_what_fails_is_a_problem_for_programs_and_a_page_for_people()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        using var browser = new Browserless(host);
        await browser.SignInAsync();

        await ExpectAsync(browser, "/api/v1/nothing", HttpStatusCode.NotFound, "application/problem+json");
        await ExpectAsync(browser, "/nothing", HttpStatusCode.NotFound, "text/html");
        await ExpectAsync(browser, "/api/v1/fails", HttpStatusCode.InternalServerError, "application/problem+json");
        await ExpectAsync(browser, "/fails", HttpStatusCode.InternalServerError, "text/html");
    }

    private static async Task ExpectAsync(Browserless browser, string path, HttpStatusCode status, string type)
    {
        var answer = await browser.GetAsync(path);

        Assert.Equal((status, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.DoesNotContain("On purpose", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    private static async Task<(string Name, string Value)> BearerAsync(ConsoleHost host, string role) =>
        ("Authorization", "Bearer " + await host.Get<TokenStore>().CreateAsync("test", role, [], null, "test", Cancel));
}
