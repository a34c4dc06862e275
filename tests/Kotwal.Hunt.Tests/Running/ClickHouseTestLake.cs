using System.Globalization;
using System.Text.Json;
using Kotwal.Hunt.Sql;
using Kotwal.Testing.ClickHouse;

namespace Kotwal.Hunt.Tests.Running;

/// <summary>The test's tables in ClickHouse.</summary>
internal sealed class ClickHouseTestLake
{
    private static readonly HttpClient Client = new();
    private static readonly Lazy<ClickHouseTestLake?> One =
        new(() => ClickHouseEngine.TryGet() is { } engine ? new ClickHouseTestLake(engine.Address) : null);

    private readonly Uri address;

    private ClickHouseTestLake(Uri engine)
    {
        address = new Uri(engine, "?default_format=JSONCompact&join_use_nulls=1");
        Send("""
            CREATE TABLE events ("@timestamp" Int64, "event.id" Nullable(String), "event.original" Nullable(String), message Nullable(String),
                "source.ip" Nullable(String), "source.bytes" Nullable(Int64), "destination.port" Nullable(Int64), "user.name" Nullable(String),
                "event.outcome" Nullable(String), "risk.level" Nullable(Float64), "tls.established" Nullable(Bool), tags Array(Nullable(String)),
                fields Map(String, Array(Nullable(String)))) ENGINE = MergeTree ORDER BY tuple()
            """);
        Send("""
            CREATE TABLE alerts (raised_at Int64, id Nullable(String), title Nullable(String), who Nullable(String), score Nullable(Int64),
                details Nullable(String)) ENGINE = MergeTree ORDER BY tuple()
            """);
        Send($"INSERT INTO alerts VALUES {string.Join(", ", AlertTable.Rows.Select(Literals))}");
        Send($"INSERT INTO events VALUES {string.Join(", ", Rows.All.Select(Literals))}");
    }

    /// <summary>The tables; null where there is no engine.</summary>
    public static ClickHouseTestLake? TryGet() => One.Value;

    public List<object?[]> Run(SqlQuery query)
    {
        var parameters = query.Parameters.Index().Select(parameter => ($"param_p{parameter.Index + 1}", Escaped(parameter.Item)));
        using var answer = JsonDocument.Parse(Send(query.Text, [.. parameters]));
        return [.. answer.RootElement.GetProperty("data").EnumerateArray()
            .Select(row => row.EnumerateArray().Select((cell, place) => Cell(cell, query.Columns[place].Type)).ToArray())];
    }

    private byte[] Send(string sql, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent("kotwal") { { new StringContent(sql), "\"query\"" } };
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), $"\"{name}\"");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = form };
        using var answer = Client.Send(request);
        using var read = new MemoryStream();
        answer.Content.ReadAsStream().CopyTo(read);
        return answer.IsSuccessStatusCode
            ? read.ToArray()
            : throw new InvalidOperationException(System.Text.Encoding.UTF8.GetString(read.ToArray()) + "\n" + sql);
    }

    private static object? Cell(JsonElement cell, HuntType type) => cell.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Array => cell.GetArrayLength() == 0 ? null : cell.EnumerateArray().Select(item => Cell(item, type)).ToArray(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when type == HuntType.Time => DateTime.UnixEpoch.AddMicroseconds(cell.GetInt64()),
        JsonValueKind.Number when type == HuntType.Truth => cell.GetInt64() != 0,
        JsonValueKind.Number when type == HuntType.Fraction => cell.GetDouble(),
        JsonValueKind.Number => cell.GetInt64(),
        JsonValueKind.Object => cell.GetRawText(),
        _ => cell.GetString(),
    };

    // Values of parameters come in the form of tab-separated files.
    private static string Escaped(object value) => value is string text
        ? text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\0", "\\0", StringComparison.Ordinal)
        : value is bool truth ? (truth ? "true" : "false") : ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture);

    private static string Literals((int Minutes, string Id, string Title, string? User, long Score, string? Details) alert) =>
        $"({Micros(Rows.Now.UtcDateTime.AddMinutes(-alert.Minutes))}, {Text(alert.Id)}, {Text(alert.Title)}, {Text(alert.User)}, {alert.Score}, {Text(alert.Details)})";

    private static string Literals(Row row) => "(" + string.Join(", ",
    [
        Micros(row.Time), Text(row.Id), Text(row.Original), Text(row.Message), Text(row.SourceIp), Number(row.Bytes), Number(row.Port), Text(row.User),
        Text(row.Outcome), Number(row.Score), row.IsEncrypted?.ToString() ?? "NULL", List(row.Tags ?? []),
        $"{{{string.Join(", ", row.Other.Select(pair => $"{Text(pair.Key)}: {List(pair.Value)}"))}}}",
    ]) + ")";

    private static string Micros(DateTime time) =>
        ((time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);

    private static string List(string[] items) => $"[{string.Join(", ", items.Select(Text))}]";

    private static string Text(string? text) => text is null
        ? "NULL"
        : $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal).Replace("\0", "\\0", StringComparison.Ordinal)}'";

    private static string Number(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture) ?? "NULL";
}
