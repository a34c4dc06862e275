using System.Collections.Immutable;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Functions;

/// <summary>Functions that choose one of several values. Values of different types are taken as text, numbers as numbers.</summary>
internal static class ChoiceFunctions
{
    private const int MaxChoices = 65;

    public static ImmutableArray<HuntFunction> All { get; } =
    [
        new("iff(condition, value, other)", "The value where the condition is true, and the other elsewhere.",
            "extend size = iff(source.bytes > 1000000, 'large', 'small') | summarize count() by size", 3, 3, If),
        new("iif(condition, value, other)", "The same as iff.",
            "extend kind = iif(destination.port < 1024, 'low', 'high') | summarize count() by kind", 3, 3, If),
        new("case(condition, value, …, other)", "The value behind the first condition that is true, and the last value elsewhere.",
            "summarize count() by kind = case(destination.port == 22, 'ssh', destination.port in (80, 443), 'web', 'other')", 3, MaxChoices, Case),
        new("coalesce(value, …)", "The first value that is there; an empty text is not.",
            "extend who = coalesce(user.name, source.ip, 'nobody') | summarize count() by who", 2, MaxChoices, Coalesce),
        new("min_of(value, …)", "The least of the values of one row.", "extend port = min_of(source.port, destination.port) | distinct port", 2,
            MaxChoices, call => Extreme(call, Primitive.Least)),
        new("max_of(value, …)", "The greatest of the values of one row.", "extend port = max_of(source.port, destination.port) | distinct port", 2,
            MaxChoices, call => Extreme(call, Primitive.Greatest)),
    ];

    private static Scalar If(BoundCall call)
    {
        var condition = call.Truth(0);
        var (values, type) = call.Alike([1, 2]);
        return Call.Of(Primitive.If, type, condition, values[0], values[1]);
    }

    private static Scalar Case(BoundCall call)
    {
        if (call.Count % 2 == 0)
        {
            return call.Context.Fail(call.Span, "Expected a value behind each condition, and one more for all else.");
        }

        var (values, type) = call.Alike([.. Enumerable.Range(0, call.Count / 2).Select(pair => (2 * pair) + 1), call.Count - 1]);
        return Enumerable.Range(0, call.Count / 2).Reverse()
            .Aggregate(values[^1], (other, pair) => Call.Of(Primitive.If, type, call.Truth(2 * pair), values[pair], other));
    }

    private static CallScalar Coalesce(BoundCall call)
    {
        var (values, type) = call.Alike([.. Enumerable.Range(0, call.Count)]);
        ImmutableArray<Scalar> filled = type is HuntType.Keyword or HuntType.Text or HuntType.Ip or HuntType.Open
            ? [.. values.Select(value => Call.Of(Primitive.NullIfEmpty, type, value))]
            : values;
        return new CallScalar(Primitive.Coalesce, filled, type);
    }

    private static CallScalar Extreme(BoundCall call, Primitive primitive)
    {
        var (values, type) = call.Alike([.. Enumerable.Range(0, call.Count)]);
        return new CallScalar(primitive, values, type);
    }
}
