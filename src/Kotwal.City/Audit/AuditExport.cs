using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kotwal.City.Audit;

/// <summary>
/// The trail as a file, the oldest entry first. JSON lines are the evidence: everything that a hash covers is in them. CSV is for
/// people and their spreadsheets. It reads page by page, so that a slow reader holds nothing in the database.
/// </summary>
public sealed class AuditExport(IAuditTrail trail)
{
    private static readonly JsonWriterOptions Lines = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the entries that the filter lets through, UTF-8; the deed is in the trail before the first byte is written.</summary>
    /// <param name="format">Which kind of file.</param>
    /// <param name="filter">Which entries.</param>
    /// <param name="by">Who exports.</param>
    /// <param name="output">Takes the file; it is flushed and left open.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task WriteAsync(AuditFormat format, AuditFilter filter, string by, Stream output, CancellationToken cancel)
    {
        await trail.WriteAsync(new(by, "audit.export", "audit trail", AuditResult.Done, string.Join(' ', AuditWords.Of(format), filter.InWords())), cancel);
        if (format == AuditFormat.Csv)
        {
            await output.WriteAsync(Encoding.UTF8.GetBytes(AuditCsv.Header), cancel);
        }

        await foreach (var entry in ReadAsync(filter, cancel))
        {
            await output.WriteAsync(format == AuditFormat.Csv ? Encoding.UTF8.GetBytes(AuditCsv.Row(entry)) : Line(entry), cancel);
        }

        await output.FlushAsync(cancel);
    }

    private async IAsyncEnumerable<AuditEntry> ReadAsync(AuditFilter filter, [EnumeratorCancellation] CancellationToken cancel)
    {
        var after = 0L;
        while (await trail.ReadAfterAsync(filter, after, IAuditTrail.MaxRows, cancel) is { Count: > 0 } some)
        {
            foreach (var entry in some)
            {
                yield return entry;
            }

            after = some[^1].Sequence;
        }
    }

    private static byte[] Line(AuditEntry entry)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Lines))
        {
            json.WriteStartObject();
            json.WriteNumber("sequence", entry.Sequence);
            json.WriteString("at", Time(entry.At));
            json.WriteString("actor", entry.Actor);
            json.WriteString("action", entry.Action);
            json.WriteString("subject", entry.Subject);
            json.WriteString("result", AuditWords.Of(entry.Result));
            json.WriteString("detail", entry.Detail);
            json.WriteString("address", entry.Address);
            json.WriteString("hash", Convert.ToHexStringLower(entry.Hash));
            json.WriteEndObject();
        }

        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }

    /// <summary>To the microsecond, as it is stored and hashed.</summary>
    internal static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}

/// <summary>The kinds of files that the trail is written as.</summary>
public enum AuditFormat
{
    /// <summary>One JSON object a line.</summary>
    Jsonl,

    /// <summary>RFC 4180 with a header.</summary>
    Csv,
}
