using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Kotwal.EndToEnd.Tests.Browser;
using Kotwal.EndToEnd.Tests.Program;
using Kotwal.Testing;

namespace Kotwal.EndToEnd.Tests.Pages;

/// <summary>The real program with an administrator, some events, an alert and its incident; tests leave it as it was.</summary>
public sealed class ServedCity(Chromium chromium) : IAsyncLifetime
{
    private const string Name = "asha";
    private const string Password = "a long enough phrase";

    // A rule of the operator's own, so that the pages do not depend on the rules that ship.
    private const string Rule = """
        title: Somebody knocks at a camera
        id: 0f7f8e0a-5e0b-4b1e-9a55-3b6a9c3d5e11
        status: test
        logsource:
          product: suricata
        detection:
          selection:
            event.kind: alert
            source.ip: 10.20.7.99
          condition: selection
        level: high
        """;

    // What an intrusion sensor reports just now; the last one matches the rule.
    private const string Reports = """
        {"timestamp":"NOW","flow_id":1,"event_type":"dns","src_ip":"10.20.7.31","src_port":5353,"dest_ip":"10.20.0.2","dest_port":53,"proto":"UDP","dns":{"type":"query","rrname":"meter.example","rrtype":"A"}}
        {"timestamp":"NOW","flow_id":2,"event_type":"flow","src_ip":"10.20.7.99","src_port":50123,"dest_ip":"10.20.7.31","dest_port":23,"proto":"TCP","flow":{"pkts_toserver":12,"pkts_toclient":10,"bytes_toserver":900,"bytes_toclient":1200,"state":"closed"}}
        {"timestamp":"NOW","flow_id":2,"event_type":"alert","src_ip":"10.20.7.99","src_port":50123,"dest_ip":"10.20.7.31","dest_port":23,"proto":"TCP","alert":{"action":"allowed","gid":1,"signature_id":2019284,"rev":1,"signature":"Default password on telnet","category":"Attempt to login by a default username and password","severity":1}}
        """;

    private readonly TemporaryFolder data = new();
    private KotwalProcess server = null!;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(data["rules"]);
        await File.WriteAllTextAsync(data["rules/camera_knock.yml"], Rule);
        server = await KotwalProcess.ServeAsync(data.Path);
        using var client = server.Client(await KotwalProcess.CreateTokenAsync(data.Path, "admin"));
        var now = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'+0000'", CultureInfo.InvariantCulture);
        using var body = new StringContent(Reports.Replace("NOW", now, StringComparison.Ordinal), Encoding.UTF8, "application/x-ndjson");
        using var answer = await client.PostAsync(new Uri("/api/v1/ingest/sensor-ward7", UriKind.Relative), body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        await Until.TrueAsync(async () => await HasAlertAsync(client), TimeSpan.FromSeconds(30), () => server.Output);
        await SetUpAsync();
    }

    /// <summary>Opens a window and signs in.</summary>
    public async Task<Visit> EnterAsync(Look look)
    {
        var visit = await chromium.VisitAsync(server.Address.ToString(), look);
        await visit.Page.GotoAsync("/");
        await visit.SignInAsync(Name, Password);
        return visit;
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        data.Dispose();
    }

    private static async Task<bool> HasAlertAsync(HttpClient client)
    {
        var alerts = await client.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/alerts", UriKind.Relative));
        return alerts.GetProperty("alerts").GetArrayLength() > 0;
    }

    private async Task SetUpAsync()
    {
        await using var visit = await chromium.VisitAsync(server.Address.ToString());
        await visit.Page.GotoAsync(server.SetupLink!.PathAndQuery);
        await visit.Page.Locator("#again").FillAsync(Password);
        await visit.SignInAsync(Name, Password);
    }
}
