using System.Net;
using System.Net.Http.Json;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.City.Factors;
using Kotwal.City.People;
using Microsoft.Extensions.DependencyInjection;

namespace Kotwal.City.Tests.Administration;

public sealed class GrantTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_grant_is_given_changed_and_taken_and_the_trail_says_from_what_to_what()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var id = await server.PersonAsync("ravi");

        await PutAsync(client, id, "engineer", ["zone:scada"], null);
        await PutAsync(client, id, "engineer", ["zone:scada", "ward:7"], Some.Noon.AddDays(30));
        await client.DeleteAsync(new Uri($"/api/v1/people/{id}/grants/engineer", UriKind.Relative), Cancel);

        var trail = (await server.TrailAsync(3)).Reverse().Select(e => (e.Actor.Split('#')[0], e.Action, e.Subject, e.Detail));
        Assert.Equal(
            [
                ("token:asha", "grant.put", "ravi", "nothing → engineer; nothing → engineer for zone:scada"),
                ("token:asha", "grant.put", "ravi", "engineer → engineer; engineer for zone:scada → engineer for zone:scada, ward:7 until 2026-03-31T12:00:00Z"),
                ("token:asha", "grant.remove", "ravi", "engineer → nothing; engineer for zone:scada, ward:7 until 2026-03-31T12:00:00Z → nothing"),
            ],
            trail);
    }

    [Theory]
    [InlineData("engineer", "scada", "scopeInvalid")]
    [InlineData("engineer", "planet:earth", "scopeInvalid")]
    [InlineData("engineer", "zone:", "scopeInvalid")]
    [InlineData("engineer", "0:scada", "scopeInvalid")]
    [InlineData("engineer", "zone:a\nb", "scopeInvalid")]
    [InlineData("king", "zone:scada", "roleInvalid")]
    [InlineData("ingest", "zone:scada", "roleInvalid")]
    public async Task A_grant_that_is_none_is_refused_with_the_reason(string role, string part, string reason)
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var id = await server.PersonAsync("ravi");

        var answer = await PutAsync(client, id, role, [part], null);

        Assert.Equal((HttpStatusCode.BadRequest, reason), (answer.StatusCode, await ReasonAsync(answer)));
    }

    [Fact]
    public async Task A_scope_that_is_too_long_for_its_column_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var id = await server.PersonAsync("ravi");

        var answer = await PutAsync(client, id, "engineer", [.. Enumerable.Range(0, 40).Select(i => $"zone:{i}{new string('x', 110)}")], null);

        Assert.Equal("scopeTooLong", await ReasonAsync(answer));
    }

    [Fact]
    public async Task Nobody_gives_what_outlasts_the_own_right()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync(Roles.Admin, Some.Noon.AddDays(7));
        var id = await server.PersonAsync("ravi");

        var endless = await PutAsync(client, id, "analyst", [], null);
        var longer = await PutAsync(client, id, "analyst", [], Some.Noon.AddDays(8));
        var shorter = await PutAsync(client, id, "analyst", [], Some.Noon.AddDays(6));

        Assert.Equal(
            (HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.NoContent), (endless.StatusCode, longer.StatusCode, shorter.StatusCode));
        Assert.Equal("beyondGiver", await ReasonAsync(longer));
    }

    [Theory]
    [InlineData("link")]
    [InlineData("enable")]
    public async Task Nobody_opens_an_account_that_outlasts_the_own_right(string way)
    {
        await using var server = await TestServer.StartAsync();
        using var endless = await server.ClientAsync();
        using var brief = await server.ClientAsync(Roles.Admin, Some.Noon.AddDays(7));
        var (asha, ravi) = (await server.PersonAsync("asha", Roles.Admin), await server.PersonAsync("ravi"));
        await server.PersonAsync("meera", Roles.Admin);
        await PutAsync(endless, ravi, "analyst", [], Some.Noon.AddDays(6));
        if (way == "enable")
        {
            await PostAsync(endless, asha, "disable");
            await PostAsync(endless, ravi, "disable");
        }

        var refused = await PostAsync(brief, asha, way);
        var done = await PostAsync(brief, ravi, way);

        Assert.Equal((HttpStatusCode.Forbidden, "beyondGiver"), (refused.StatusCode, await ReasonAsync(refused)));
        Assert.True(done.IsSuccessStatusCode);
        Assert.True((await PostAsync(endless, asha, way)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task The_trail_shows_the_roles_also_when_a_long_list_of_parts_is_cut()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        string[] parts = [.. Enumerable.Range(0, 12).Select(i => $"zone:{i}{new string('x', 60)}")];
        var grants = new[] { new { role = "analyst", scope = parts }, new { role = "admin", scope = Array.Empty<string>() } };
        await client.PostAsJsonAsync("/api/v1/people", new { name = "ravi", grants }, Cancel);
        var asha = await server.PersonAsync("asha");
        await PutAsync(client, asha, "admin", parts, null);
        await PutAsync(client, asha, "admin", [], null);
        await PostAsync(client, asha, "link");

        var trail = await server.TrailAsync();

        Assert.StartsWith("admin analyst; ", trail.First(e => e is { Action: "account.create", Subject: "ravi" }).Detail, StringComparison.Ordinal);
        Assert.StartsWith("admin → admin; ", trail.First(e => e.Action == "grant.put").Detail, StringComparison.Ordinal);
        Assert.StartsWith("admin; ", trail.First(e => e.Action == "account.link").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_among_parts_and_grants_is_refused_and_no_failure()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var id = await server.PersonAsync("ravi");

        var part = await client.PutAsJsonAsync($"/api/v1/people/{id}/grants/analyst", new { scope = new string?[] { null } }, Cancel);
        var grant = await client.PostAsJsonAsync("/api/v1/people", new { name = "binod", grants = new object?[] { null } }, Cancel);
        var token = await client.PostAsJsonAsync("/api/v1/tokens", new { name = "t", role = "analyst", scope = new string?[] { null } }, Cancel);

        Assert.Equal(("scopeInvalid", "roleInvalid", "scopeInvalid"), (await ReasonAsync(part), await ReasonAsync(grant), await ReasonAsync(token)));
    }

    [Fact]
    public async Task The_tokens_of_somebody_who_leaves_are_taken_back_and_others_stay()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var ravi = await server.PersonAsync("ravi", Roles.Admin);
        await server.PersonAsync("meera", Roles.Admin);
        var store = server.Services.GetRequiredService<TokenStore>();
        var (his, hers) = (await store.CreateAsync("his", Roles.Admin, [], null, "ravi", Cancel), await store.CreateAsync("hers", Roles.Admin, [], null, "meera", Cancel));

        await PostAsync(client, ravi, "leave");

        Assert.Null(await store.FindAsync(his, Cancel));
        Assert.NotNull(await store.FindAsync(hers, Cancel));
        Assert.StartsWith("personal data and grants removed, tokens taken back: 1;", (await server.TrailAsync(1))[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_take_back_a_token_that_is_not_there_is_written_down_as_refused()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var nothing = Guid.CreateVersion7(Some.Noon);

        await client.DeleteAsync(new Uri($"/api/v1/tokens/{nothing}", UriKind.Relative), Cancel);

        var entry = (await server.TrailAsync(1))[0];
        Assert.Equal(("token.revoke", nothing.ToString(), AuditResult.Refused), (entry.Action, entry.Subject, entry.Result));
    }

    [Fact]
    public async Task A_lost_second_factor_is_removed_by_who_may_open_the_account_and_ends_its_sessions()
    {
        await using var server = await TestServer.StartAsync();
        using var endless = await server.ClientAsync();
        using var brief = await server.ClientAsync(Roles.Admin, Some.Noon.AddDays(7));
        var asha = await server.PersonAsync("asha", Roles.Admin);
        await using (var city = await server.ContextAsync())
        {
            city.Add(new SecondFactor(asha, [1], 0, Some.Noon));
            await city.SaveChangesAsync(Cancel);
        }

        var cookie = await server.SignInAsync(asha);
        var path = new Uri($"/api/v1/people/{asha}/second-factor", UriKind.Relative);

        var refused = await brief.DeleteAsync(path, Cancel);
        var done = await endless.DeleteAsync(path, Cancel);

        Assert.Equal(("beyondGiver", HttpStatusCode.NoContent), (await ReasonAsync(refused), done.StatusCode));
        Assert.Null(await server.RequestAsync(cookie));
        Assert.Equal(HttpStatusCode.NotFound, (await endless.DeleteAsync(path, Cancel)).StatusCode);
        Assert.Contains(await server.TrailAsync(), e => e is { Action: "factor.reset", Subject: "asha", Result: AuditResult.Done });
    }

    [Fact]
    public async Task A_session_that_outlived_its_grant_gives_nothing()
    {
        await using var server = await TestServer.StartAsync();
        var asha = await server.PersonAsync("asha", Roles.Admin);
        await server.PersonAsync("meera", Roles.Admin);
        var session = (await server.RequestAsync(await server.SignInAsync(asha)))!;
        using var client = await server.ClientAsync();
        await client.DeleteAsync(new Uri($"/api/v1/people/{asha}/grants/admin", UriKind.Relative), Cancel);

        await using var scope = server.Services.CreateAsyncScope();
        var refused = await scope.ServiceProvider.GetRequiredService<City.Administration.GrantActions>()
            .PutAsync(asha, new("admin", [], null), null, session, Cancel);

        Assert.Equal(City.Administration.Refusal.NotPermitted, refused);
        Assert.Equal(AuditResult.Refused, (await server.TrailAsync(1))[0].Result);
    }

    [Fact]
    public async Task A_changed_grant_holds_at_the_next_request_of_the_session()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var id = await server.PersonAsync("ravi");
        await PutAsync(client, id, "engineer", ["zone:scada"], null);
        var cookie = await server.SignInAsync(id);
        var before = Reach.For((await server.RequestAsync(cookie))!, Policies.Read).KeyTexts;

        await PutAsync(client, id, "engineer", ["zone:traffic"], null);
        var after = Reach.For((await server.RequestAsync(cookie))!, Policies.Read).KeyTexts;

        Assert.Equal(["zone:scada"], before);
        Assert.Equal(["zone:traffic"], after);
    }

    [Theory]
    [InlineData("disable")]
    [InlineData("leave")]
    public async Task A_closed_account_has_no_session_at_the_next_request(string way)
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var id = await server.PersonAsync("ravi", Roles.Analyst);
        var cookie = await server.SignInAsync(id);
        Assert.NotNull(await server.RequestAsync(cookie));

        await client.PostAsync(new Uri($"/api/v1/people/{id}/{way}", UriKind.Relative), null, Cancel);

        Assert.Null(await server.RequestAsync(cookie));
    }

    private static Task<HttpResponseMessage> PutAsync(HttpClient client, Guid id, string role, string[] scope, DateTimeOffset? expiresAt) =>
        client.PutAsJsonAsync($"/api/v1/people/{id}/grants/{role}", new { scope, expiresAt }, Cancel);

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, Guid id, string deed) =>
        client.PostAsync(new Uri($"/api/v1/people/{id}/{deed}", UriKind.Relative), null, Cancel);

    private static async Task<string?> ReasonAsync(HttpResponseMessage answer) => (await TestServer.JsonAsync(answer)).GetProperty("reason").GetString();
}
