using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kotwal.City.Access;
using Kotwal.City.Data;
using Kotwal.City.People;
using Kotwal.Serving;
using Kotwal.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Kotwal.Tests.Access;

/// <summary>
/// The whole server in this process, with a plan of two services, water and power, with an event, an alert and an incident of
/// each, with an alert and an incident about both, and with visitors of every role.
/// </summary>
public sealed partial class WalkedServer : IAsyncLifetime
{
    internal const string WaterAddress = "10.1.0.1";
    internal const string PowerAddress = "10.2.0.1";

    internal static readonly ScopeKey Water = new(ScopeKind.Service, "water");

    /// <summary>How the title of a shipped rule begins that the visitors' own tokens raise.</summary>
    internal const string AuditRule = "API token with the administrator";

    private const string Password = "a long enough phrase";

    private const string RuleId = "0f7f8e0a-5e0b-4b1e-9a55-3b6a9c3d5e11";

    private const string Rule = $"""
        title: Somebody knocks
        id: {RuleId}
        status: test
        logsource:
          product: suricata
        detection:
          selection:
            rule.name: knock
          condition: selection
        level: high
        """;

    private const string SweepId = "4d3f5e1c-62a7-4c55-8a0e-0c7d1b2f9a10";

    // Stands in both services, and joins no incident by itself.
    private const string Sweep = $"""
        title: Somebody looks
        id: 7a1b0c9d-3c4e-4f60-9d21-5b8e7f6a1c32
        status: test
        logsource:
          product: suricata
        detection:
          selection:
            rule.name: look
          condition: selection
        level: low
        ---
        title: Somebody looks around
        id: {SweepId}
        status: test
        correlation:
          type: event_count
          rules:
            - 7a1b0c9d-3c4e-4f60-9d21-5b8e7f6a1c32
          group-by:
            - source.ip
          timespan: 10m
          condition:
            gte: 2
        level: medium
        """;

    private readonly TemporaryFolder data = new();
    private readonly List<HttpClient> clients = [];
    private KotwalServer server = null!;

    internal IServiceProvider Services => server.Services;

    internal IReadOnlyList<WalkedEndpoint> Endpoints { get; private set; } = [];

    internal List<Visitor> Visitors { get; } = [];

    /// <summary>Ids of what stands in water, and of what stands in power, by the start of the addresses at which they are found.</summary>
    internal Dictionary<string, (Guid Inside, Guid Outside)> Things { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of what stands in water and in power, by the same starts.</summary>
    internal Dictionary<string, Guid> InTwoParts { get; } = new(StringComparer.Ordinal);

    public async ValueTask InitializeAsync()
    {
        WriteFiles();
        server = await KotwalServer.StartAsync(
            new(new DataFolder(data.Path), "http://127.0.0.1:0", Path.Combine(data.Path, "walk.json"), SyslogPort: 0, Follow: [], AllowsInsecureHttp: false), CancellationToken.None);
        Endpoints = WalkedEndpoint.AllOf(server.Services);
        await AdmitAsync();
        await HappenAsync();
    }

    /// <summary>A visitor of a role, known by a token.</summary>
    internal Visitor Of(string role, bool isScoped, bool isBrowser = false) =>
        Visitors.Single(visitor => (visitor.Role, visitor.IsScoped, visitor.IsBrowser) == (role, isScoped, isBrowser));

    /// <summary>Somebody who was let in to one incident alone, to work on it.</summary>
    internal async Task<HttpClient> GuestAsync(Guid incident) => Client(await Services.GetRequiredService<TokenStore>().CreateAsync(
        "guest", Roles.Responder, [new(ScopeKind.Incident, incident.ToString("D"))], null, "walk", CancellationToken.None));

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        if (server is not null)
        {
            // Disposing alone does not wait for the workers, and one of them may be writing in the folder.
            await server.Services.GetRequiredService<IHost>().StopAsync();
            await server.DisposeAsync();
        }

        data.Dispose();
    }

    private void WriteFiles()
    {
        Directory.CreateDirectory(Path.Combine(data.Path, "rules"));
        Directory.CreateDirectory(Path.Combine(data.Path, "city"));
        File.WriteAllText(Path.Combine(data.Path, "rules", "knock.yml"), Rule);
        File.WriteAllText(Path.Combine(data.Path, "rules", "sweep.yml"), Sweep);
        File.WriteAllText(Path.Combine(data.Path, "city", "nodes.csv"), $"""
            name,type,address,zone,ward,site,service,vendor,model,owner
            pump-1,plc,{WaterAddress},scada,w1,s1,water,V,M,Water Board
            feeder-1,plc,{PowerAddress},field,w2,s2,power,V,M,Electricity Department

            """);
        File.WriteAllText(Path.Combine(data.Path, "walk.json"), """
            { "City": { "SignInAttemptsPerMinute": 10000 }, "Lake": { "ReadInProcess": true } }
            """);
    }

    private async Task AdmitAsync()
    {
        Visitors.Add(new("nobody", null, false, false, Client()));
        Visitors.Add(new("a made-up token", null, false, false, Client("kotwal_" + new string('a', 46))));
        var tokens = Services.GetRequiredService<TokenStore>();
        Visitors.Add(new("an expired token", null, false, false, Client(await ExpiredTokenAsync(tokens))));
        foreach (var role in Roles.All)
        {
            foreach (var isScoped in new[] { false, true })
            {
                var name = role + (isScoped ? ".water" : ".whole");
                var token = await tokens.CreateAsync(name, role, isScoped ? [Water] : [], null, "walk", CancellationToken.None);
                Visitors.Add(new(name + " by token", role, isScoped, false, Client(token)));
                Visitors.Add(await BrowserAsync(name, role, isScoped));
            }
        }
    }

    private async Task<string> ExpiredTokenAsync(TokenStore tokens)
    {
        var text = await tokens.CreateAsync("expired", Roles.Admin, [], null, "walk", CancellationToken.None);
        await using var city = await ContextAsync();
        var token = await city.Set<ApiToken>().SingleAsync(known => known.Name == "expired");
        city.Entry(token).Property(known => known.ExpiresAt).CurrentValue = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        await city.SaveChangesAsync();
        return text;
    }

    private async Task<Visitor> BrowserAsync(string name, string role, bool isScoped)
    {
        await using (var scope = Services.CreateAsyncScope())
        {
            Assert.Empty(await scope.ServiceProvider.GetRequiredService<Accounts>().CreateAsync(name, Password, [role], "walk", CancellationToken.None));
        }

        if (isScoped)
        {
            await using var city = await ContextAsync();
            var account = await city.Set<Account>().SingleAsync(known => known.UserName == name);
            var grant = await city.Set<RoleGrant>().SingleAsync(known => known.AccountId == account.Id);
            city.Entry(grant).Property(known => known.Scope).CurrentValue = [Water];
            await city.SaveChangesAsync();
        }

        var client = Client();
        var form = await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        using var answer = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), new FormUrlEncodedContent(
        [
            new("name", name), new("password", Password), new("__RequestVerificationToken", FormToken().Match(form).Groups[1].Value),
        ]));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        var proof = await client.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/csrf-token", UriKind.Relative));
        return new(name + " by cookie", role, isScoped, true, client) { Proof = proof.GetProperty("token").GetString() };
    }

    /// <summary>An intrusion sensor reports a knock on each service, and what follows of it is stored.</summary>
    private async Task HappenAsync()
    {
        var client = Of(Roles.Admin, isScoped: false).Client;
        var now = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'+0000'", CultureInfo.InvariantCulture);
        string Report(string address, int sender, string signature = "knock") => $$$"""
            {"timestamp":"{{{now}}}","flow_id":{{{sender}}},"event_type":"alert","src_ip":"192.0.2.{{{sender}}}","src_port":50123,"dest_ip":"{{{address}}}","dest_port":23,"proto":"TCP","alert":{"action":"allowed","gid":1,"signature_id":2019284,"rev":1,"signature":"{{{signature}}}","category":"Attempt","severity":1}}
            """;
        string[] reports = [Report(WaterAddress, 1), Report(PowerAddress, 2), Report(PowerAddress, 9, "look"), Report(WaterAddress, 9, "look")];
        using var body = new StringContent(string.Join('\n', reports) + "\n", Encoding.UTF8, "application/x-ndjson");
        using var answer = await client.PostAsync(new Uri("/api/v1/ingest/sensor", UriKind.Relative), body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        await Until.TrueAsync(() => TryFindThingsAsync(client));
        using var escalation = await client.PostAsJsonAsync(new Uri($"/api/v1/alerts/{InTwoParts["/api/v1/alerts/{"]}/escalate", UriKind.Relative), new { });
        InTwoParts["/api/v1/incidents/{"] = (await escalation.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("incidentId").GetGuid();
    }

    // The server's own audit trail may raise alerts too; they stand nowhere.
    private async Task<bool> TryFindThingsAsync(HttpClient client)
    {
        var alerts = await client.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/alerts?rule={RuleId}", UriKind.Relative));
        var found = new Dictionary<string, (Guid Alert, Guid Event, Guid Incident)>(StringComparer.Ordinal);
        foreach (var id in alerts.GetProperty("alerts").EnumerateArray().Select(alert => alert.GetProperty("id").GetGuid()))
        {
            var alert = await client.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/alerts/{id}", UriKind.Relative));
            if (alert.GetProperty("incident") is { ValueKind: JsonValueKind.Object } incident)
            {
                var happened = alert.GetProperty("events")[0];
                found[happened.GetProperty("event").GetProperty("destination.ip").GetString()!] =
                    (id, happened.GetProperty("id").GetGuid(), incident.GetProperty("id").GetGuid());
            }
        }

        var incidents = await client.GetStringAsync(new Uri("/api/v1/incidents?rows=200", UriKind.Relative));
        if (!incidents.Contains(AuditRule, StringComparison.Ordinal))
        {
            return false;
        }

        var sweeps = (await client.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/alerts?rule={SweepId}", UriKind.Relative))).GetProperty("alerts");
        if (!found.TryGetValue(WaterAddress, out var water) || !found.TryGetValue(PowerAddress, out var power) || sweeps.GetArrayLength() == 0)
        {
            return false;
        }

        InTwoParts["/api/v1/alerts/{"] = sweeps[0].GetProperty("id").GetGuid();

        Things["/api/v1/alerts/{"] = (water.Alert, power.Alert);
        Things["/api/v1/events/{"] = (water.Event, power.Event);
        Things["/api/v1/incidents/{"] = (water.Incident, power.Incident);
        Things["/api/v1/nodes/{"] = (await NodeAsync(client, WaterAddress), await NodeAsync(client, PowerAddress));
        return true;
    }

    private static async Task<Guid> NodeAsync(HttpClient client, string address) =>
        (await client.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/lookup?address={address}", UriKind.Relative))).GetProperty("node").GetProperty("id").GetGuid();

    private HttpClient Client(string? token = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        clients.Add(client);
        return client;
    }

    private Task<CityDbContext> ContextAsync() => Services.GetRequiredService<IDbContextFactory<CityDbContext>>().CreateDbContextAsync();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
