using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Kotwal.City;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.City.People;
using Kotwal.Testing;

namespace Kotwal.Devices.Tests.Api;

/// <summary>The desk behind a real web server on a free port, with the small city in its graph.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly TestDesk desk;
    private readonly WebApplication app;

    private TestServer(TestDesk desk, WebApplication app) => (this.desk, this.app) = (desk, app);

    public Clock Clock => desk.Clock;

    public IServiceProvider Services => app.Services;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<TestServer> StartAsync()
    {
        var desk = new TestDesk();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddProblemDetails();
        desk.AddTo(builder.Services);
        var app = builder.Build();
        app.UseCity();
        app.MapDevices();
        await TestDesk.BeginAsync(app.Services);
        await app.StartAsync(Cancel);
        return new(desk, app);
    }

    /// <summary>A client that carries a token of the role.</summary>
    public async Task<HttpClient> ClientAsync(string role = Roles.Engineer, params ScopeKey[] parts)
    {
        var token = await Services.GetRequiredService<TokenStore>().CreateAsync("asha", role, parts, null, "test", Cancel);
        var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public Guid IdOf(string name) => TestDesk.Node(Services, name).Id.Value;

    public async Task<IReadOnlyList<string>> DeedsAsync() =>
        [.. (await Services.GetRequiredService<IAuditTrail>().ReadAsync(null, 1000, Cancel)).Select(entry => entry.Action)];

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        desk.Dispose();
    }
}

/// <summary>Short ways to ask.</summary>
internal static class Asking
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<JsonElement> AskAsync(this HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), Cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Cancel)}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }

    public static async Task<(int Status, JsonElement Body)> SendAsync(this HttpClient client, HttpMethod method, string address, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative)) { Content = content };
        using var answer = await client.SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        return ((int)answer.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
    }

    public static Task<(int Status, JsonElement Body)> PostAsync(this HttpClient client, string address, object body) =>
        client.SendAsync(HttpMethod.Post, address, JsonContent.Create(body));

    public static Task<(int Status, JsonElement Body)> PatchAsync(this HttpClient client, string address, object body) =>
        client.SendAsync(HttpMethod.Patch, address, JsonContent.Create(body));

    public static Task<(int Status, JsonElement Body)> UploadAsync(this HttpClient client, string address, string document) =>
        client.SendAsync(HttpMethod.Post, address, new ByteArrayContent(Encoding.UTF8.GetBytes(document)));

    public static string[] Names(this JsonElement list, params string[] way) =>
        [.. list.EnumerateArray().Select(element => way.Aggregate(element, (at, name) => at.GetProperty(name)).GetString()!)];

    public static int Number(this JsonElement element, params string[] way) => way.Aggregate(element, (at, name) => at.GetProperty(name)).GetInt32();

    public static string? Word(this JsonElement element, params string[] way) => way.Aggregate(element, (at, name) => at.GetProperty(name)).GetString();
}
