using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kotwal.City.Access;
using Kotwal.City.People;
using Kotwal.Devices.Imports;

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

    // What an endpoint without an id has to be asked. An answer repeats what was looked up, as it was written.
    private static readonly Dictionary<string, string[]> Queries = new(StringComparer.Ordinal)
    {
        ["/api/v1/alerts"] = ["", "?text=FEEDER-1", "?text=10.2.0.1"],
        ["/api/v1/incidents"] = ["", "?text=10.2.0.1"],
        ["/api/v1/lookup"] = [$"?address={WalkedServer.WaterAddress}", "?address=FEEDER-1"],
        ["/api/v1/events/export"] = ["?range=all", "?range=all&format=csv", "?range=all&format=parquet", "?range=all&format=csv&q=%7C%20summarize%20count()%20by%20destination.ip"],
        ["/api/v1/nodes/export"] = [.. NodeExport.Formats.Select(format => "?format=" + format.Name)],
    };

    // Tokens have no sessions.
    private static readonly string[] OfPeopleAlone = ["/api/v1/me/sessions"];

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private IEnumerable<string> Secrets =>
        [WalkedServer.PowerAddress, "feeder-1", .. server.Things.Values.Select(thing => thing.Outside.ToString("D"))];

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
        foreach (var role in Roles.All.Where(Policies.AllowedRoles[Policies.Read].Contains))
        {
            var water = server.Of(role, isScoped: true);
            foreach (var (endpoint, query) in server.Endpoints
                .Where(endpoint => endpoint is { IsApi: true, IsSafe: true, HasParameters: false } && water.MayPass(endpoint.Policies) && !OfPeopleAlone.Contains(AddressOf(endpoint)))
                .SelectMany(endpoint => Queries.GetValueOrDefault(AddressOf(endpoint), [""]), (endpoint, query) => (endpoint, query)))
            {
                using var answer = await water.Client.GetAsync(new Uri(AddressOf(endpoint) + query, UriKind.Relative), Cancel);
                var text = await TextOfAsync(answer);
                wrong.AddRange(answer.StatusCode == HttpStatusCode.OK ? [] : [$"{endpoint}{query} answers {water.Name}: {(int)answer.StatusCode} {text}"]);
                wrong.AddRange(Secrets.Where(secret => text.Contains(secret, StringComparison.Ordinal)).Select(secret => $"{endpoint}{query} tells {water.Name} of {secret}."));
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Empty(Queries.Keys.Except(server.Endpoints.Select(AddressOf)));
    }

    [Fact]
    public async Task Of_what_stands_in_two_parts_one_is_told_of_its_own()
    {
        var water = server.Of(Roles.Analyst, isScoped: true).Client;
        var whole = server.Of(Roles.Analyst, isScoped: false).Client;
        foreach (var (start, id) in server.InTwoParts)
        {
            var address = new Uri(start.TrimEnd('{') + id, UriKind.Relative);
            var (seen, all) = (await water.GetStringAsync(address, Cancel), await whole.GetStringAsync(address, Cancel));

            Assert.Contains(WalkedServer.WaterAddress, seen, StringComparison.Ordinal);
            Assert.All(Secrets, secret => Assert.DoesNotContain(secret, seen, StringComparison.Ordinal));
            Assert.Contains(WalkedServer.PowerAddress, all, StringComparison.Ordinal);
        }

        var alert = await water.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/alerts/{server.InTwoParts["/api/v1/alerts/{"]}", UriKind.Relative), Cancel);
        Assert.Equal([JsonValueKind.Null, JsonValueKind.Object], alert.GetProperty("events").EnumerateArray().Select(copy => copy.GetProperty("event").ValueKind));
    }

    [Theory]
    [InlineData("| summarize n = count() by destination.ip | project destination.ip", WalkedServer.WaterAddress)]
    [InlineData("rule.name:knock | where event.kind == 'alert' | project destination.ip", WalkedServer.WaterAddress)]
    [InlineData("city.destination.service:power | count", "0")]
    [InlineData("event.kind:alert | count", "2")]
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

    private static string AddressOf(WalkedEndpoint endpoint) => endpoint.Pattern.TrimEnd('/');

    // What pages show they read over their channel: PageReachTests.
    private static bool IsOfTheCity(WalkedEndpoint endpoint) =>
        endpoint is { HasParameters: true, IsOpen: false, Page: null, Policies.Count: > 0 }
        && endpoint.Policies.All(Policies.Scoped.Contains)
        && !NotOfTheCity.Any(start => endpoint.Pattern.StartsWith(start, StringComparison.Ordinal));

    // A workbook is an archive, and nothing can be found in what is packed.
    private static async Task<string> TextOfAsync(HttpResponseMessage answer)
    {
        if (answer.Content.Headers.ContentType?.MediaType?.Contains("spreadsheet", StringComparison.Ordinal) != true)
        {
            return await answer.Content.ReadAsStringAsync(Cancel);
        }

        using var archive = new ZipArchive(await answer.Content.ReadAsStreamAsync(Cancel));
        return string.Concat(archive.Entries.Select(entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        }));
    }

    private static async Task<(HttpStatusCode Status, string Body)> AskAsync(Visitor visitor, WalkedEndpoint endpoint, Guid id)
    {
        using var request = endpoint.Request(id.ToString("D"), Bodies.GetValueOrDefault(endpoint.Name, "{}"));
        using var answer = await visitor.Client.SendAsync(request, Cancel);
        var body = await answer.Content.ReadAsStringAsync(Cancel);
        return (answer.StatusCode, answer.IsSuccessStatusCode ? "" : body);
    }
}
