using System.Text;
using System.Text.Json;

namespace Kotwal.Devices.Tests.Api;

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
