using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Kotwal.Events;
using Kotwal.Testing;

namespace Kotwal.Lake.Tests;

/// <summary>Real log lines, flattened in the plainest way, go in; every value must come out.</summary>
public sealed class RealDataTests : IDisposable
{
    private const int Lines = 1_500;

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("windows-flat.jsonl.gz")]
    [InlineData("suricata-eve.jsonl.gz")]
    [InlineData("zeek.jsonl.gz")]
    public async Task Every_value_of_real_events_comes_back(string file)
    {
        var path = Repository.Shared("events", file);
        await using var store = Some.Store(folder.Path);
        var lines = await ReadLinesAsync(path);
        for (var from = 0; from < lines.Count; from += 100)
        {
            await AppendAsync(store, lines, from, Math.Min(from + 100, lines.Count));
        }

        while (await store.MergeOnceAsync(Cancel))
        {
        }

        // In parts, since a result has room for a limited number of different fields.
        for (var from = 0; from < lines.Count; from += 250)
        {
            var to = Math.Min(from + 250, lines.Count);
            var found = await store.QueryAsync(
                Some.Hunt($"| where At >= {from} and At < {to} | sort by ['@timestamp'] asc"), VisibleEvents.All, QueryLimits.CommandLine, Cancel);
            AssertHolds(found, lines, from, to);
        }
    }

    private static async Task AppendAsync(LakeEventStore store, List<string> lines, int from, int to)
    {
        var batch = new EventBatch(Some.Spool);
        for (var number = from; number < to; number++)
        {
            Some.Add(batch, number, lines[number], Some.Noon.AddSeconds(number), opened =>
            {
                opened.Add(Field.Of("At"), number);
                foreach (var (name, value) in Flatten(JsonDocument.Parse(lines[number]).RootElement, ""))
                {
                    opened.Add(Field.Of(name), Encoding.UTF8.GetBytes(TextOf(value)), KindOf(value));
                }
            });
        }

        await store.AppendAsync(batch, Some.Range(from, to), Cancel);
    }

    private static void AssertHolds(QueryResult found, List<string> lines, int from, int to)
    {
        Assert.Equal(to - from, found.Rows.Count);
        var places = found.Columns.Index().ToDictionary(column => column.Item.Name, column => column.Index);
        for (var number = from; number < to; number++)
        {
            var row = found.Rows[number - from];
            Assert.Equal(lines[number], row[places["event.original"]]);
            var expected = Flatten(JsonDocument.Parse(lines[number]).RootElement, "").Where(pair => KindOf(pair.Value) != FieldKind.Null);
            foreach (var field in expected.GroupBy(pair => pair.Name, pair => TextOf(pair.Value)))
            {
                Assert.Equal(field, Texts(row[places[field.Key]]));
            }
        }
    }

    private static IEnumerable<string> Texts(object? cell) => cell is object?[] list
        ? list.Where(item => item is not null).SelectMany(Texts)
        : [cell is bool truth ? (truth ? "true" : "false") : Convert.ToString(cell, CultureInfo.InvariantCulture)!];

    private static IEnumerable<(string Name, JsonElement Value)> Flatten(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject()
            .SelectMany(member => Flatten(member.Value, name.Length == 0 ? "x." + member.Name : $"{name}.{member.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Flatten(item, name)),
        _ => [(name, element)],
    };

    // Fractions are compared as the runtime writes them, for 1.0 and 1 are one number.
    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        JsonValueKind.Number when value.TryGetInt64(out var whole) => whole.ToString(CultureInfo.InvariantCulture),
        JsonValueKind.Number => value.GetDouble().ToString(CultureInfo.InvariantCulture),
        _ => value.GetRawText(),
    };

    private static FieldKind KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => FieldKind.Number,
        JsonValueKind.True or JsonValueKind.False => FieldKind.Boolean,
        JsonValueKind.Null => FieldKind.Null,
        _ => FieldKind.Text,
    };

    private static async Task<List<string>> ReadLinesAsync(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var lines = new List<string>();
        while (lines.Count < Lines && await reader.ReadLineAsync(Cancel) is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }
}
