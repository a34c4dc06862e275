using System.IO.Pipelines;
using System.Text.Json;

namespace Kotwal.Collectors.Elastic;

/// <summary>Writes the answer to a bulk request, one item after another, so that its size costs no memory.</summary>
internal static class BulkAnswer
{
    private const int FlushBytes = 32 << 10;
    private const int Created = 201;

    private static readonly string[] Names = ["index", "create", "update", "delete"];

    public static async Task WriteAsync(PipeWriter output, IReadOnlyList<BulkItem> items, FilterPath filter, TimeSpan took, CancellationToken cancel)
    {
        var parts = Array.ConvertAll(Names, name => new Parts(name, filter));
        await using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        if (filter.Has("took"))
        {
            json.WriteNumber("took", (long)took.TotalMilliseconds);
        }

        if (filter.Has("errors"))
        {
            json.WriteBoolean("errors", items.Any(item => item.Error is not null));
        }

        if (Array.Exists(parts, part => part.Any))
        {
            json.WriteStartArray("items");
            foreach (var item in items)
            {
                parts[(int)item.Kind].Write(json, item);
                if (json.BytesPending >= FlushBytes)
                {
                    await json.FlushAsync(cancel);
                    await output.FlushAsync(cancel);
                }
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>Which fields of the items of one action are wanted.</summary>
    private sealed class Parts(string action, FilterPath filter)
    {
        private readonly bool hasIndex = filter.Has("items", action, "_index");
        private readonly bool hasId = filter.Has("items", action, "_id");
        private readonly bool hasVersion = filter.Has("items", action, "_version");
        private readonly bool hasResult = filter.Has("items", action, "result");
        private readonly bool hasStatus = filter.Has("items", action, "status");
        private readonly bool hasType = filter.Has("items", action, "error", "type");
        private readonly bool hasReason = filter.Has("items", action, "error", "reason");

        public bool Any => hasIndex || hasId || hasVersion || hasResult || hasStatus || hasType || hasReason;

        public void Write(Utf8JsonWriter json, in BulkItem item)
        {
            if (!Says(item))
            {
                return;
            }

            json.WriteStartObject();
            json.WriteStartObject(action);
            if (hasIndex)
            {
                json.WriteString("_index", item.Index);
            }

            if (hasId && item.Id is not null)
            {
                json.WriteString("_id", item.Id);
            }

            if (item.Error is { } error)
            {
                WriteError(json, error);
            }
            else
            {
                WriteSuccess(json);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        // An object of which nothing is wanted is left out itself.
        private bool Says(in BulkItem item) =>
            hasStatus || hasIndex || (hasId && item.Id is not null) || (item.Error is null ? hasVersion || hasResult : hasType || hasReason);

        private void WriteSuccess(Utf8JsonWriter json)
        {
            if (hasVersion)
            {
                json.WriteNumber("_version", 1);
            }

            if (hasResult)
            {
                json.WriteString("result", "created");
            }

            if (hasStatus)
            {
                json.WriteNumber("status", Created);
            }
        }

        private void WriteError(Utf8JsonWriter json, BulkError error)
        {
            if (hasStatus)
            {
                json.WriteNumber("status", error.Status);
            }

            if (!hasType && !hasReason)
            {
                return;
            }

            json.WriteStartObject("error");
            if (hasType)
            {
                json.WriteString("type", error.Type);
            }

            if (hasReason)
            {
                json.WriteString("reason", error.Reason);
            }

            json.WriteEndObject();
        }
    }
}
