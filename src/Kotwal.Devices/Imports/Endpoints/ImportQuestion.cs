using System.Text.Json;
using Kotwal.Inventory;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kotwal.Devices.Imports.Endpoints;

/// <summary>A document in the body of a request, and in the address how it is to be imported.</summary>
/// <param name="Format">Name of its format; nothing to find out.</param>
/// <param name="File">The document's name, which helps to find out.</param>
/// <param name="Mapping">For tables, as JSON: <c>{"kind":"asset","columns":{"IP":"id:ip","Make":"vendor"}}</c>.</param>
/// <param name="Source">Who says it; nothing for the format's name.</param>
/// <param name="Complete">True when the document is all that the source has to say: what it said before is ended.</param>
/// <param name="Own">True when the document is our own export.</param>
internal sealed record ImportQuestion(string? Format, string? File, string? Mapping, string? Source, bool? Complete, bool? Own = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { MaxDepth = 8 };

    /// <summary>Reads the order; the reason when it is none.</summary>
    public string? TryRead(out ImportOrder order)
    {
        order = new(string.IsNullOrEmpty(Format) ? null : Format, null, string.IsNullOrEmpty(Source) ? null : Source, Complete ?? false, Own ?? false);
        if (string.IsNullOrEmpty(Mapping))
        {
            return order.Refusal();
        }

        try
        {
            var read = JsonSerializer.Deserialize<MappingText>(Mapping, Json);
            order = order with { Mapping = new(read?.Kind, read?.Columns ?? new Dictionary<string, string>()) };
            return order.Refusal();
        }
        catch (JsonException)
        {
            return "mapping is JSON such as {\"kind\":\"asset\",\"columns\":{\"IP\":\"id:ip\"}}.";
        }
    }

    /// <summary>Keeps the body on disk, up to a bound of its own: an inventory is larger than what requests may be.</summary>
    /// <exception cref="InventoryException">It is larger.</exception>
    public Task<Upload> KeepAsync(HttpContext http, long maxBytes, CancellationToken cancel)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            // One more than is taken, so that what is too large is refused in our words.
            limit.MaxRequestBodySize = maxBytes + 1;
        }

        if (http.Request.ContentLength > maxBytes)
        {
            throw Upload.TooLarge(maxBytes);
        }

        return Upload.KeepAsync(http.Request.Body, File ?? "", maxBytes, cancel);
    }

    private sealed record MappingText(string? Kind, Dictionary<string, string>? Columns);
}
