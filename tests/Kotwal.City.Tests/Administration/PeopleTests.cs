using System.Net;
using System.Net.Http.Json;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.City.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kotwal.City.Tests.Administration;

public sealed class PeopleTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_person_sets_the_password_with_the_link_and_gets_the_grants()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();

        var answer = await client.PostAsJsonAsync(
            "/api/v1/people",
            new { name = "ravi", displayName = "Ravi Kumar", mail = "ravi@example.org", grants = new[] { new { role = "engineer", scope = new[] { "service:water" } } } },
            Cancel);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var made = await TestServer.JsonAsync(answer);
        Assert.Equal(Some.Noon.AddHours(72), made.GetProperty("linkExpiresAt").GetDateTimeOffset());
        Assert.Empty((await UseAsync(server, TokenOf(made.GetProperty("link").GetString()!)))!);
        var person = await TestServer.JsonAsync(await client.GetAsync(answer.Headers.Location, Cancel));
        Assert.True(person.GetProperty("hasPassword").GetBoolean());
        Assert.Equal("service:water", person.GetProperty("person").GetProperty("grants")[0].GetProperty("scope")[0].GetString());
    }

    [Fact]
    public async Task A_link_works_once_and_not_after_72_hours()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var used = await InviteAsync(client, "ravi");
        var late = await InviteAsync(client, "meera");

        Assert.Empty((await UseAsync(server, used))!);
        Assert.Null(await UseAsync(server, used));
        server.Clock.Advance(TimeSpan.FromHours(72));
        Assert.Null(await UseAsync(server, late));
        Assert.Null(await UseAsync(server, "never made"));
    }

    [Fact]
    public async Task A_link_used_twice_at_once_sets_one_password()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var token = await InviteAsync(client, "ravi");

        var outcomes = await Task.WhenAll(UseAsync(server, token), UseAsync(server, token), UseAsync(server, token));

        Assert.Single(outcomes, errors => errors is { Count: 0 });
    }

    [Fact]
    public async Task A_poor_password_leaves_the_link_open()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var token = await InviteAsync(client, "ravi");

        var errors = await UseAsync(server, token, "short");

        Assert.Contains(errors!, error => error.Code == "PasswordTooShort");
        Assert.Empty((await UseAsync(server, token))!);
    }

    [Fact]
    public async Task A_new_link_ends_the_one_before_and_its_use_ends_the_sessions()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var first = await InviteAsync(client, "ravi");
        var id = await IdAsync(server, "ravi");
        var answer = await client.PostAsync(new Uri($"/api/v1/people/{id}/link", UriKind.Relative), null, Cancel);
        var second = TokenOf((await TestServer.JsonAsync(answer)).GetProperty("link").GetString()!);
        var cookie = await server.SignInAsync(id);

        Assert.Null(await UseAsync(server, first));
        Assert.NotNull(await server.RequestAsync(cookie));
        Assert.Empty((await UseAsync(server, second))!);

        Assert.Null(await server.RequestAsync(cookie));
    }

    [Fact]
    public async Task A_link_is_kept_as_a_hash_and_told_to_no_trail()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();

        var token = await InviteAsync(client, "ravi");

        await using var city = await server.ContextAsync();
        Assert.Equal(LinkToken.HashOf(token), (await city.Set<OneTimeLink>().SingleAsync(Cancel)).Hash);
        Assert.DoesNotContain(await server.TrailAsync(), e => $"{e.Subject} {e.Detail}".Contains(token, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("", "nameInvalid")]
    [InlineData("with space", "nameInvalid")]
    [InlineData("ASHA", "nameTaken")]
    public async Task A_name_is_refused_with_the_reason(string name, string reason)
    {
        await using var server = await TestServer.StartAsync();
        await server.PersonAsync("asha", Roles.Admin);
        using var client = await server.ClientAsync();

        var answer = await client.PostAsJsonAsync("/api/v1/people", new { name }, Cancel);

        Assert.Equal(reason, (await TestServer.JsonAsync(answer)).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task The_list_is_searched_and_paged_and_each_look_is_in_the_trail()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        foreach (var name in new[] { "asha", "meera", "ravi" })
        {
            await client.PostAsJsonAsync("/api/v1/people", new { name, displayName = $"{name} Devi", mail = $"{name}@example.org" }, Cancel);
        }

        var first = await ListAsync(client, "?rows=2");
        var second = await ListAsync(client, "?rows=2&after=" + first.Next);
        var found = await ListAsync(client, "?text=EERA@");

        Assert.Equal(["asha", "meera"], first.Names);
        Assert.Equal(["ravi"], second.Names);
        Assert.Equal(("meera", null), (first.Next, second.Next));
        Assert.Equal(["meera"], found.Names);
        Assert.Equal(3, (await server.TrailAsync()).Count(e => e.Action == "people.read"));
    }

    [Fact]
    public async Task Who_changes_what_another_has_changed_is_told()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var id = await server.PersonAsync("ravi", Roles.Analyst);
        var path = $"/api/v1/people/{id}";
        var version = (await TestServer.JsonAsync(await client.GetAsync(new Uri(path, UriKind.Relative), Cancel))).GetProperty("version").GetGuid();

        var first = await client.PutAsJsonAsync(path, new { displayName = "Ravi", version }, Cancel);
        var second = await client.PutAsJsonAsync(path, new { displayName = "Somebody", version }, Cancel);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Conflict), (first.StatusCode, second.StatusCode));
    }

    [Fact]
    public async Task Who_leaves_leaves_nothing_personal_but_the_name_in_the_trail()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        await client.PostAsJsonAsync("/api/v1/people", new { name = "ravi", displayName = "Ravi Kumar", mail = "ravi.kumar@example.org" }, Cancel);
        var id = await IdAsync(server, "ravi");

        var left = await client.PostAsync(new Uri($"/api/v1/people/{id}/leave", UriKind.Relative), null, Cancel);
        var enabled = await client.PostAsync(new Uri($"/api/v1/people/{id}/enable", UriKind.Relative), null, Cancel);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Conflict), (left.StatusCode, enabled.StatusCode));
        await using var city = await server.ContextAsync();
        var account = await city.Set<Account>().SingleAsync(a => a.Id == id, Cancel);
        Assert.Equal(("ravi", null, null, null), (account.UserName, account.DisplayName, account.Email, account.PasswordHash));
        Assert.Empty(await city.Set<OneTimeLink>().ToListAsync(Cancel));
        Assert.DoesNotContain(await server.TrailAsync(), e => $"{e.Detail}".Contains("Kumar", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_disabled_account_gets_and_uses_no_link()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await server.ClientAsync();
        var token = await InviteAsync(client, "ravi");
        var id = await IdAsync(server, "ravi");
        await client.PostAsync(new Uri($"/api/v1/people/{id}/disable", UriKind.Relative), null, Cancel);

        var answer = await client.PostAsync(new Uri($"/api/v1/people/{id}/link", UriKind.Relative), null, Cancel);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Null(await UseAsync(server, token));
        Assert.Equal(AuditResult.Refused, (await server.TrailAsync(1))[0].Result);
    }

    private static async Task<string> InviteAsync(HttpClient client, string name)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/people", new { name }, Cancel);
        return TokenOf((await TestServer.JsonAsync(answer)).GetProperty("link").GetString()!);
    }

    private static string TokenOf(string link) => link[(link.IndexOf("/welcome?token=", StringComparison.Ordinal) + 15)..];

    private static async Task<IReadOnlyList<Microsoft.AspNetCore.Identity.IdentityError>?> UseAsync(
        TestServer server, string token, string password = Some.Password)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<WelcomeLink>().UseAsync(token, password, Cancel);
    }

    private static async Task<Guid> IdAsync(TestServer server, string name)
    {
        await using var city = await server.ContextAsync();
        return await city.Set<Account>().Where(a => a.UserName == name).Select(a => a.Id).SingleAsync(Cancel);
    }

    private static async Task<(string?[] Names, string? Next)> ListAsync(HttpClient client, string query)
    {
        var page = await TestServer.JsonAsync(await client.GetAsync(new Uri("/api/v1/people" + query, UriKind.Relative), Cancel));
        return ([.. page.GetProperty("people").EnumerateArray().Select(p => p.GetProperty("name").GetString())], page.GetProperty("next").GetString());
    }
}
