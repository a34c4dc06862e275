using System.Globalization;
using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.Events;
using Kotwal.Lake;
using Kotwal.Watch.Cells;

namespace Kotwal.Watch.Events;

/// <summary>Finds single events, and notes who read them. Safe for many threads.</summary>
internal sealed class EventReader(EventHunts hunts, ReadTrail reads)
{
    /// <summary>
    /// One event with all its fields; null when the lake has it not, or not any more, or when it is out of the person's reach.
    /// </summary>
    /// <exception cref="IOException">The lake cannot be read.</exception>
    public async Task<FoundEvent?> FindAsync(Guid id, ClaimsPrincipal user, CancellationToken cancel)
    {
        var answer = await hunts.AskAsync(QueryFor(id), Reach.For(user, Policies.Read), maxRows: 1, cancel);
        if (answer.Result is not { } result)
        {
            throw new IOException($"The lake did not look for the event: {answer.Failure ?? answer.Error?.Message}");
        }

        if (result.Rows.Count == 0)
        {
            return null;
        }

        await reads.NoteAsync(user, "event.read", id.ToString("D"), cancel);
        return FoundEvent.From(id, result);
    }

    // The id begins with the time of receipt in milliseconds (RFC 9562, section 5.8), which spares the lake all other days.
    internal static string QueryFor(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = Convert.ToInt64(Convert.ToHexString(bytes[..6]), 16);
        var text = string.Create(CultureInfo.InvariantCulture, $"event.id == '{id:D}'");
        if (milliseconds >= EventTime.Latest.ToUnixTimeMilliseconds())
        {
            return $"where {text}";
        }

        var at = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return $"where {text} and event.ingested >= {HuntText.Time(at)} and event.ingested < {HuntText.Time(at.AddSeconds(1))}";
    }
}

/// <summary>An event as the lake knows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Fields">All fields that have a value, in the lake's order; values as in <see cref="QueryResult.Rows"/>.</param>
public sealed record FoundEvent(Guid Id, IReadOnlyList<KeyValuePair<string, object>> Fields)
{
    internal static FoundEvent From(Guid id, QueryResult result) => new(
        id,
        [.. result.Columns.Zip(result.Rows[0]).Where(cell => cell.Second is not null)
            .Select(cell => KeyValuePair.Create(cell.First.Name, cell.Second!))]);

    /// <summary>The value of a field, or null.</summary>
    public object? ValueOf(string field) => Fields.FirstOrDefault(known => known.Key == field).Value;

    /// <summary>The value of a field as text, or null.</summary>
    public string? TextOf(string field) => ValueOf(field) is { } value ? CellText.Of(value) : null;
}
