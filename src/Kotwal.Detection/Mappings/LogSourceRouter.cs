using System.Text;
using Kotwal.Events;

namespace Kotwal.Detection.Mappings;

/// <summary>Says to which log sources an event belongs. Not safe for several threads: each worker has its own.</summary>
public sealed class LogSourceRouter(MappingSet mappings)
{
    /// <summary>Most routes remembered of one mapping.</summary>
    public const int MaxRoutes = 16_384;

    private readonly Dictionary<Mapping, Dictionary<string, LogSources>> known = new(ReferenceEqualityComparer.Instance);
    private char[] key = new char[256];

    /// <summary>Number of routes remembered now.</summary>
    public int KnownRoutes => known.Values.Sum(routes => routes.Count);

    /// <summary>The event's log sources; the same instance for the same route, so that callers can remember by reference.</summary>
    public LogSources Find(in SecurityEvent candidate)
    {
        if (mappings.Find(in candidate) is not { } mapping)
        {
            return LogSources.None;
        }

        if (!known.TryGetValue(mapping, out var routes))
        {
            routes = known[mapping] = new(StringComparer.Ordinal);
        }

        var lookup = routes.GetAlternateLookup<ReadOnlySpan<char>>();
        var route = key.AsSpan(0, WriteKey(mapping, in candidate));
        if (lookup.TryGetValue(route, out var sources))
        {
            return sources;
        }

        // A sender can invent values without end; forgetting everything now and then costs little and bounds the table.
        if (routes.Count >= MaxRoutes)
        {
            routes.Clear();
        }

        return lookup[route] = Decide(mapping, in candidate);
    }

    private int WriteKey(Mapping mapping, in SecurityEvent candidate)
    {
        var length = 0;
        for (var place = 0; place < candidate.ValueCount && mapping.Route.Count > 0; place++)
        {
            var value = candidate.ValueAt(place);
            for (var index = 0; index < mapping.Route.Count; index++)
            {
                if (value.Field.Equals(mapping.Route[index]))
                {
                    Reserve(length + value.Text.Length + 2);
                    key[length++] = (char)('0' + index);
                    length += Encoding.UTF8.GetChars(value.Text, key.AsSpan(length));
                    key[length++] = '\0';
                }
            }
        }

        return length;
    }

    private void Reserve(int length)
    {
        if (length > key.Length)
        {
            Array.Resize(ref key, length * 2);
        }
    }

    private static LogSources Decide(Mapping mapping, in SecurityEvent candidate) =>
        new(
            Names(mapping.Products, mapping.ProductFrom, in candidate),
            Names(mapping.Categories, from: null, in candidate),
            Names(mapping.Services, mapping.ServiceFrom, in candidate));

    private static List<string> Names(IReadOnlyList<Choice> choices, ValueFrom? from, in SecurityEvent candidate)
    {
        var names = new List<string>();
        foreach (var choice in choices)
        {
            if (choice.When.Holds(in candidate) && !names.Contains(choice.Name))
            {
                names.Add(choice.Name);
            }
        }

        if (from is not null && candidate.TextOf(from.Field) is { } text)
        {
            names.Add(text.StartsWith(from.After, StringComparison.Ordinal) ? text[from.After.Length..] : text);
        }

        return names;
    }
}
