using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Kotwal.Hunt;
using Kotwal.Inputs;
using Kotwal.Lake;
using Kotwal.Tls;

namespace Kotwal.Querying;

/// <summary>A hunt that a running server answers.</summary>
internal static class ServerQuery
{
    /// <exception cref="BadInputException">The server refuses the token or the hunt.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached.</exception>
    public static async Task<QueryResult> RunAsync(Uri server, string? token, ServerTrust trust, HuntQuery hunt, CancellationToken cancel)
    {
        using var client = new HttpClient(trust.CreateHandler()) { BaseAddress = server, Timeout = QueryLimits.CommandLine.Timeout };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.PostAsJsonAsync(
            new Uri("/api/v1/query", UriKind.Relative), new { query = hunt.Text, maxRows = int.MaxValue }, cancel);
        var body = await answer.Content.ReadAsStringAsync(cancel);
        if (!answer.IsSuccessStatusCode)
        {
            throw Refusal.Of(server, answer, body);
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            return Read(json.RootElement);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new BadInputException($"{server} does not answer as Kotwal does: {error.Message}");
        }
    }

    private static QueryResult Read(JsonElement root)
    {
        var columns = root.GetProperty("columns").EnumerateArray()
            .Select(column => new QueryColumn(
                column.GetProperty("name").GetString()!, Enum.Parse<QueryType>(column.GetProperty("type").GetString()!, ignoreCase: true)))
            .ToList();
        var rows = root.GetProperty("rows").EnumerateArray()
            .Select(row => row.EnumerateArray().Select((cell, index) => Cell(cell, columns[index].Type)).ToArray())
            .ToList();
        return new(
            columns, rows, root.GetProperty("isCut").GetBoolean(),
            TimeSpan.FromMilliseconds(root.GetProperty("tookMilliseconds").GetDouble()));
    }

    private static object? Cell(JsonElement cell, QueryType type) => cell.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => cell.TryGetInt64(out var whole) && type != QueryType.Fraction ? whole : cell.GetDouble(),
        JsonValueKind.Array => cell.EnumerateArray().Select(item => Cell(item, QueryType.Text)).ToArray(),
        _ when type == QueryType.Time => DateTimeOffset.Parse(cell.GetString()!, CultureInfo.InvariantCulture),
        _ => cell.GetString(),
    };
}
