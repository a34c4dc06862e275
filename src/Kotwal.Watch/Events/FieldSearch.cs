using System.Globalization;
using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.Lake;

namespace Kotwal.Watch.Events;

/// <summary>Says which fields the events of a hunt have, and which values one of them has most often. Safe for many threads.</summary>
internal sealed class FieldSearch(EventHunts hunts, ReadTrail reads)
{
    /// <summary>The newest events that are looked into for the fields they have.</summary>
    public const int Sampled = 200;

    /// <summary>Most values that are shown of one field.</summary>
    public const int MaxValues = 10;

    // The record itself and its id differ in every event, and words of a message are for the search.
    private static readonly HashSet<string> NotCounted = new(StringComparer.Ordinal)
    {
        "@timestamp", "event.id", "event.ingested", "event.original", "kotwal.timestamp_ns", "event.created", "event.start", "event.end",
    };

    /// <summary>The fields of the newest events that the hunt looks at, by how many of these have them.</summary>
    /// <exception cref="IOException">The lake cannot be read.</exception>
    public async Task<IReadOnlyList<FoundField>> FieldsAsync(SearchState asked, ClaimsPrincipal user, CancellationToken cancel)
    {
        if (HuntText.Read(asked.Query, hunts.TableNames, out var hunt) is not null || hunt.IsWhole)
        {
            return [];
        }

        var text = hunt.Narrowed(asked.Window, string.Create(CultureInfo.InvariantCulture, $"take {Sampled}"));
        var answer = await hunts.AskAsync(text, Reach.For(user, Policies.Read), Sampled, cancel);
        if (answer.Result is not { Rows.Count: > 0 } result)
        {
            return [];
        }

        return
        [
            .. result.Columns.Index().Where(column => !NotCounted.Contains(column.Item.Name))
                .Select(column => new FoundField(
                    column.Item.Name, (double)result.Rows.Count(row => row[column.Index] is not (null or "" or object?[] { Length: 0 })) / result.Rows.Count))
                .Where(field => field.Share > 0).OrderBy(field => field.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The values that the field has most often in what the hunt looks at; noted, since they tell what is in the events.</summary>
    /// <exception cref="IOException">The lake cannot be read, or the note cannot be taken.</exception>
    public async Task<TopValues> ValuesAsync(SearchState asked, string field, ClaimsPrincipal user, CancellationToken cancel)
    {
        if (HuntText.Read(asked.Query, hunts.TableNames, out var hunt) is not null || hunt.IsWhole)
        {
            return new(field, [], 0, 0, null);
        }

        var reach = Reach.For(user, Policies.Read);
        var name = HuntText.Name(field);
        var top = string.Create(CultureInfo.InvariantCulture, $"summarize n = count() by value = {name} | top {MaxValues + 1} by n");
        await reads.NoteAsync(user, HuntReading.Of($"{asked.Query} | {top}", asked.Window, AuditResult.Done, "values"), cancel);
        var counted = await hunts.AskAsync(hunt.Narrowed(asked.Window, top), reach, MaxValues + 1, cancel);
        var whole = await hunts.AskAsync(
            hunt.Narrowed(asked.Window, $"summarize n = count(), present = countif(isnotnull({name})), different = dcount({name})"), reach, 1, cancel);
        if (counted.Result is not { } values || whole.Result?.Rows is not [[long all, long present, long different]])
        {
            return new(field, [], 0, 0, counted.Failure ?? counted.Error?.Message ?? whole.Failure ?? whole.Error?.Message);
        }

        return new(field, [.. Read(values).Take(MaxValues)], all, different, null) { Absent = all - present };
    }

    private static IEnumerable<CountedValue> Read(QueryResult values)
    {
        var value = values.Columns.Index().First(column => column.Item.Name == "value").Index;
        return values.Rows.Where(row => row[value] is not null).Select(row => new CountedValue(row[value]!, row.OfType<long>().Last()));
    }
}

/// <summary>A field that events have.</summary>
/// <param name="Name">Dotted name.</param>
/// <param name="Share">In how many of the events that were looked into it is: more than 0, at most 1.</param>
public sealed record FoundField(string Name, double Share);

/// <summary>What a field holds in the events of a hunt.</summary>
/// <param name="Field">Dotted name.</param>
/// <param name="Values">The most frequent values, the first most often.</param>
/// <param name="All">Events in all.</param>
/// <param name="Different">Different values in all.</param>
/// <param name="Failure">Why they could not be counted; null when they were.</param>
public sealed record TopValues(string Field, IReadOnlyList<CountedValue> Values, long All, long Different, string? Failure)
{
    /// <summary>Events that have no value there.</summary>
    public long Absent { get; init; }
}

/// <summary>One value and in how many events it is.</summary>
/// <param name="Value">The cell, as in <see cref="QueryResult.Rows"/>.</param>
/// <param name="Count">Events.</param>
public sealed record CountedValue(object Value, long Count);
