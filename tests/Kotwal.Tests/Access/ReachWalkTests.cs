using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kotwal.City.Access;
using Kotwal.City.People;

namespace Kotwal.Tests.Access;

/// <summary>What stands out of reach is as unknown as what is not there, at every endpoint with an id and in every list.</summary>
[Collection(Walk.Name)]
public sealed class ReachWalkTests(WalkedServer server)
{
    // Ids that name nothing of the city: rules are the same for all who may read.
    private static readonly string[] NotOfTheCity = ["/api/v1/rules/{", "/openapi/{"];

    // Bodies with which a deed is done; the others need none.
    private static readonly Dictionary<string, string> Bodies = new(StringComparer.Ordinal)
    {
        ["CloseAlert"] = """{"reason":"false_positive"}""",
        ["AddNote"] = """{"text":"looked at it"}""",
        ["SetStatus"] = """{"status":"in_progress"}""",
    };

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_endpoint_with_an_id_answers_out_of_reach_as_unknown()
    {
        var wrong = new List<string>();
        var water = server.Of(Roles.Admin, isScoped: true);
        foreach (var endpoint in server.Endpoints.Where(IsOfTheCity))
        {
            if (server.Things.Keys.FirstOrDefault(start => endpoint.Pattern.StartsWith(start, StringComparison.Ordinal)) is not { } kind)
            {
                wrong.Add($"{endpoint}: nothing is known that stands in and out of reach. Add it to WalkedServer.Things.");
                continue;
            }

            var (inside, outside) = server.Things[kind];
            var hidden = await AskAsync(water, endpoint, outside);
            var unknown = await AskAsync(water, endpoint, WalkedEndpoint.Unknown);
            var seen = await AskAsync(water, endpoint, inside);
            if (hidden != unknown || hidden.Status != HttpStatusCode.NotFound || (int)seen.Status is < 200 or >= 300)
            {
                wrong.Add($"{endpoint}: out of reach {hidden}, unknown {unknown}, in reach {seen}.");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task No_list_and_no_count_tells_of_what_is_out_of_reach()
    {
        var wrong = new List<string>();
        string[] secrets = [WalkedServer.PowerAddress, "feeder-1", .. server.Things.Values.Select(thing => thing.Outside.ToString("D"))];
        foreach (var role in Roles.All.Where(Policies.AllowedRoles[Policies.Read].Contains))
        {
            var water = server.Of(role, isScoped: true);
            foreach (var endpoint in server.Endpoints.Where(endpoint => endpoint is { IsApi: true, IsSafe: true, HasParameters: false } && water.MayPass(endpoint.Policies)))
            {
                using var request = endpoint.Request();
                using var answer = await water.Client.SendAsync(request, Cancel);
                var text = await answer.Content.ReadAsStringAsync(Cancel);
                wrong.AddRange(secrets.Where(secret => text.Contains(secret, StringComparison.Ordinal)).Select(secret => $"{endpoint} tells {water.Name} of {secret}."));
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("| summarize n = count() by destination.ip | project destination.ip", WalkedServer.WaterAddress)]
    [InlineData("| where event.kind == 'alert' | project destination.ip", WalkedServer.WaterAddress)]
    [InlineData("city.destination.service:power | count", "0")]
    [InlineData("event.kind:alert | count", "1")]
    public async Task A_hunt_sees_what_stands_in_reach(string hunt, string expected)
    {
        using var answer = await server.Of(Roles.Analyst, isScoped: true).Client.PostAsJsonAsync(new Uri("/api/v1/query", UriKind.Relative), new { query = hunt }, Cancel);
        var rows = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("rows");

        Assert.Equal(expected, Assert.Single(rows.EnumerateArray())[0].ToString());
    }

    [Fact]
    public async Task What_people_did_with_the_program_is_seen_by_those_who_may_read_the_audit_trail()
    {
        var wrong = new List<string>();
        foreach (var visitor in server.Visitors.Where(visitor => !visitor.IsBrowser && visitor.MayPass([Policies.Read])))
        {
            var maySee = visitor.MayPass([Policies.ReadAudit]);
            using var answer = await visitor.Client.PostAsJsonAsync(
                new Uri("/api/v1/query", UriKind.Relative), new { query = "| where ['kotwal.source'] == 'kotwal-audit' | count" }, Cancel);
            var rows = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("rows");
            bool[] seen =
            [
                rows[0][0].GetInt64() > 0,
                await TellsOfAuditAsync(visitor, "/api/v1/alerts?rows=200"), await TellsOfAuditAsync(visitor, "/api/v1/incidents?rows=200"),
            ];
            if (seen.Any(one => one != maySee))
            {
                wrong.Add($"{visitor.Name}: events, alerts, incidents {string.Join(' ', seen)}");
            }
        }

        Assert.Empty(wrong);
    }

    private static async Task<bool> TellsOfAuditAsync(Visitor visitor, string address) =>
        (await visitor.Client.GetStringAsync(new Uri(address, UriKind.Relative), Cancel)).Contains(WalkedServer.AuditRule, StringComparison.Ordinal);

    // Pages with an id draw nothing of it on the way; what they show they read through the same readers, over their channel.
    private static bool IsOfTheCity(WalkedEndpoint endpoint) =>
        endpoint is { HasParameters: true, IsOpen: false, Page: null, Policies.Count: > 0 }
        && endpoint.Policies.All(Policies.Scoped.Contains)
        && !NotOfTheCity.Any(start => endpoint.Pattern.StartsWith(start, StringComparison.Ordinal));

    private static async Task<(HttpStatusCode Status, string Body)> AskAsync(Visitor visitor, WalkedEndpoint endpoint, Guid id)
    {
        using var request = endpoint.Request(id.ToString("D"), Bodies.GetValueOrDefault(endpoint.Name, "{}"));
        using var answer = await visitor.Client.SendAsync(request, Cancel);
        var body = await answer.Content.ReadAsStringAsync(Cancel);
        return (answer.StatusCode, answer.IsSuccessStatusCode ? "" : body);
    }
}
