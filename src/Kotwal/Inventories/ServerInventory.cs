using System.Net.Http.Headers;
using System.Text.Json;
using Kotwal.Devices.Imports;
using Kotwal.Inputs;
using Kotwal.Tls;

namespace Kotwal.Inventories;

/// <summary>Inventories into and out of the graph of a running server, through its API.</summary>
internal static class ServerInventory
{
    // An import of a quarter of a million nodes takes a minute; a slow machine and a slow line are given more.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private static readonly string[] Counted = ["new", "changed", "unchanged", "ended", "refused", "proposed"];

    /// <exception cref="BadInputException">The server refuses the token or the document.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public static async Task<CityAnswer> ImportAsync(
        Uri server, string? token, ServerTrust trust, string file, ImportOrder order, bool isPreview, CancellationToken cancel)
    {
        using var client = Client(server, token, trust);
        await using var document = File.OpenRead(file);
        using var body = new StreamContent(document);
        using var answer = await client.PostAsync(new Uri(AddressOf(order, Path.GetFileName(file), isPreview), UriKind.Relative), body, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        if (!answer.IsSuccessStatusCode)
        {
            throw Refusal.Of(server, answer, text);
        }

        using var json = JsonDocument.Parse(text);
        var root = json.RootElement;
        return new(
            root.GetProperty("format").GetString()!,
            root.GetProperty("source").GetString()!,
            root.GetProperty("recorded").GetBoolean(),
            [.. Counted.Select(name => (name, root.GetProperty("counts").GetProperty(name).GetInt32()))],
            [.. root.GetProperty("problems").EnumerateArray().Select(problem => (problem.GetProperty("line").GetInt32(), problem.GetProperty("reason").GetString()!))]);
    }

    /// <exception cref="BadInputException">The server refuses the token or the format.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public static async Task ExportAsync(Uri server, string? token, ServerTrust trust, string format, Stream output, CancellationToken cancel)
    {
        using var client = Client(server, token, trust);
        using var answer = await client.GetAsync(new Uri($"/api/v1/nodes/export?format={format}", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancel);
        if (!answer.IsSuccessStatusCode)
        {
            throw Refusal.Of(server, answer, await answer.Content.ReadAsStringAsync(cancel));
        }

        await answer.Content.CopyToAsync(output, cancel);
    }

    private static HttpClient Client(Uri server, string? token, ServerTrust trust)
    {
        var client = new HttpClient(trust.CreateHandler()) { BaseAddress = server, Timeout = Patience };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static string AddressOf(ImportOrder order, string name, bool isPreview)
    {
        var mapping = order.Mapping is null ? null : JsonSerializer.Serialize(new { kind = order.Mapping.Kind, columns = order.Mapping.Columns });
        (string Name, string? Value)[] parts =
            [("format", order.Format), ("file", name), ("mapping", mapping), ("source", order.Source), ("complete", order.IsComplete ? "true" : null), ("own", order.IsOwn ? "true" : null)];
        return "/api/v1/imports" + (isPreview ? "/preview?" : "?")
            + string.Join('&', parts.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));
    }
}
