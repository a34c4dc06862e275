using System.Text.Json;
using Kotwal.Events.Schema;
using Kotwal.Testing;

namespace Kotwal.Events.Tests.Formats;

/// <summary>Reads a whole file of real events and looks for every value of each in what came out.</summary>
internal static class RecordedEvents
{
    /// <summary>Checks all records and gives their number.</summary>
    /// <param name="format">Reads them.</param>
    /// <param name="file">A file of the shared data.</param>
    /// <param name="prefixOf">Where the record's own names stand.</param>
    public static async Task<int> CheckAsync(IEventFormat format, string file, Func<JsonElement, string> prefixOf)
    {
        var reader = format.CreateReader();
        var batch = Some.Batch();
        var count = 0;
        await foreach (var record in TestFiles.RecordsOf(Repository.Shared(file), Some.Origin(sender: null)))
        {
            batch.Clear();
            reader.Read(in record, batch);
            SchemaRules.Check(batch[0]);
            HoldsAll(batch[0], record.Payload, prefixOf);
            count++;
        }

        return count;
    }

    private static void HoldsAll(SecurityEvent source, ReadOnlyMemory<byte> json, Func<JsonElement, string> prefixOf)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            // Zeek writes inf and nan as bare words, which JSON does not have.
            Assert.Equal("pipeline_error", source.TextOf(Ecs.EventKind));
            return;
        }

        Assert.NotEqual("pipeline_error", source.TextOf(Ecs.EventKind));
        var values = new HashSet<(string, string)>();
        for (var place = 0; place < source.ValueCount; place++)
        {
            values.Add((source.ValueAt(place).Field.Name, source.ValueAt(place).ToString()));
        }

        using (document)
        {
            HoldsElement(values, prefixOf(document.RootElement), "", document.RootElement);
        }
    }

    private static void HoldsElement(HashSet<(string, string)> values, string prefix, string path, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    HoldsElement(values, prefix, path.Length == 0 ? property.Name : path + "." + property.Name, property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    HoldsElement(values, prefix, path, item);
                }

                break;
            case JsonValueKind.String:
                Assert.Contains((prefix + path, element.GetString()!), values);
                break;
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                Assert.Contains((prefix + path, element.GetRawText()), values);
                break;
        }
    }
}
