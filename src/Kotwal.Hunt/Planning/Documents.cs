using System.Collections.Immutable;
using System.Text.Json;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Planning;

/// <summary>JSON documents: their members, and the items of those that are known before anything runs.</summary>
internal static class Documents
{
    /// <summary>The value as a document. Text is read as JSON; what is none becomes a JSON text, as in Kusto.</summary>
    public static Scalar Of(Scalar value) => value switch
    {
        { Type: HuntType.Document, IsList: false } => value,
        NullScalar => new NullScalar(HuntType.Document),
        { IsList: true } or { IsNumber: true } => Call.Of(Primitive.DocumentOf, HuntType.Document, value),
        { Type: HuntType.Truth } => Call.Of(Primitive.DocumentOf, HuntType.Document, Conversion.ToItem(value)),
        _ => Call.Of(Primitive.ParseDocument, HuntType.Document, Conversion.ToText(value)),
    };

    /// <summary>The items of an array as texts; of anything else the value alone.</summary>
    public static Scalar Items(Scalar value) => value.IsList
        ? value
        : new CallScalar(Primitive.TextsOfDocument, [Of(value)], HuntType.Open, IsList: true);

    /// <summary>A member by its name, or an item by its place from zero; from the end where that is negative.</summary>
    public static Scalar Member(PlanContext context, Scalar value, object key, TextSpan span) => (value, key) switch
    {
        ({ IsList: true }, long place) => Call.Of(Primitive.ItemAt, value.Type, value, new ConstantScalar(place < 0 ? place : place + 1, HuntType.Whole)),
        ({ IsList: true }, _) => context.Fail(span, "Expected the place of an item such as [0]: this is a list."),
        ({ Type: HuntType.Document } or { IsText: true }, _) =>
            Call.Of(Primitive.Member, HuntType.Document, Of(value), new ConstantScalar(PathOf(key), HuntType.Keyword)),
        _ => context.Fail(span, $"Only a document or a list has members, and this is {TypeNames.Of(value)}."),
    };

    /// <summary>A member whose name, or an item whose place, is computed for each row.</summary>
    public static Scalar MemberAt(PlanContext context, Scalar value, Scalar key, TextSpan span) => (value, key) switch
    {
        (_, ConstantScalar { Value: long or string } known) => Member(context, value, known.Value, span),
        ({ IsList: true }, { Type: HuntType.Whole }) => Call.Of(Primitive.ItemAtPlace, value.Type, value, key),
        ({ Type: HuntType.Document } or { IsText: true }, { Type: HuntType.Whole, IsList: false }) => Call.Of(Primitive.MemberAtPlace, HuntType.Document, Of(value), key),
        ({ Type: HuntType.Document, IsList: false } or { IsText: true, IsList: false }, { IsText: true, IsList: false }) =>
            Call.Of(Primitive.MemberNamed, HuntType.Document, Of(value), key),
        _ => context.Fail(span, $"Expected the place of an item, or the name of a member of a document; this is {TypeNames.Of(value)} at {TypeNames.Of(key)}."),
    };

    /// <summary>The values of an array that the hunt's text holds; null for anything else.</summary>
    public static ImmutableArray<Scalar>? KnownItems(Scalar value)
    {
        if (value is not ConstantScalar { Type: HuntType.Document, Value: string json })
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Array ? [.. document.RootElement.EnumerateArray().Select(Known)] : null;
    }

    private static ConstantScalar Known(JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.Number when item.TryGetInt64(out var whole) => new ConstantScalar(whole, HuntType.Whole),
        JsonValueKind.Number when item.TryGetDouble(out var fraction) && double.IsFinite(fraction) => new ConstantScalar(fraction, HuntType.Fraction),
        JsonValueKind.True or JsonValueKind.False => new ConstantScalar(item.GetBoolean(), HuntType.Truth),
        JsonValueKind.String => new ConstantScalar(item.GetString()!, HuntType.Keyword),
        _ => new ConstantScalar(item.GetRawText(), HuntType.Keyword),
    };

    // JSON Pointer (RFC 6901), and the engine's own form for places from the end.
    private static string PathOf(object key) => key switch
    {
        long place and < 0 => FormattableString.Invariant($"$[{place}]"),
        long place => FormattableString.Invariant($"$[{place}]"),
        _ => "/" + ((string)key).Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal),
    };
}
