using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Planning;

/// <summary>Finds what conditions say about every event that fulfils them. Where it is in doubt it says less.</summary>
internal sealed class FactFinder(IHuntTable table)
{
    /// <summary>Facts about rows that fulfil all conditions of at least one use of the table.</summary>
    public HuntFacts Find(IReadOnlyCollection<TableUse> uses)
    {
        var facts = uses.Select(use => use.Conditions.Aggregate(Bounds.None, (known, condition) => known.And(Of(condition))))
            .Aggregate((one, other) => one.Or(other));
        return new HuntFacts(
            From(facts.Happened),
            UpTo(facts.Happened),
            [.. facts.Words.Order(StringComparer.Ordinal)])
        {
            ReceivedFrom = From(facts.Received),
            ReceivedTo = UpTo(facts.Received),
            PhraseLists = facts.Phrases.Lists,
        };
    }

    private static DateTimeOffset? From(Span times) => times.From is { } from ? TimeText.FromMicroseconds(from) : null;

    // The runtime counts in 100 ns; the bound takes in what was cut.
    private static DateTimeOffset? UpTo(Span times)
    {
        if (times.To is not { } microseconds)
        {
            return null;
        }

        var time = TimeText.FromMicroseconds(microseconds);
        return time.Ticks < DateTimeOffset.MaxValue.Ticks - TimeSpan.TicksPerMicrosecond ? time.AddTicks(TimeSpan.TicksPerMicrosecond - 1) : time;
    }

    private Bounds Of(Scalar condition) => condition switch
    {
        LogicScalar { Operands: [] } => Bounds.None,
        LogicScalar { IsAnd: true } all => all.Operands.Select(Of).Aggregate((left, right) => left.And(right)),
        LogicScalar any => any.Operands.Select(Of).Aggregate((left, right) => left.Or(right)),
        AnyScalar any => Of(any.Predicate),
        PhraseScalar phrase => Of(phrase.Value, phrase.Phrase, phrase.IsStartBounded, phrase.IsEndBounded),
        CallScalar { Primitive: Primitive.Equal, Arguments: [var left, ConstantScalar { Value: string text }] } => Of(left, text, true, true),
        CallScalar { Primitive: Primitive.In, Arguments: [var left, .. var candidates] } when candidates.All(one => one is ConstantScalar { Value: string }) =>
            candidates.Select(one => Of(left, (string)((ConstantScalar)one).Value, true, true)).Aggregate((one, other) => one.Or(other)),
        CallScalar { Primitive: Primitive.Contains, Arguments: [var left, ConstantScalar { Value: string part }] } => Of(left, part, false, false),
        CallScalar { Primitive: Primitive.StartsWith, Arguments: [var left, ConstantScalar { Value: string start }] } => Of(left, start, true, false),
        CallScalar { Primitive: Primitive.EndsWith, Arguments: [var left, ConstantScalar { Value: string end }] } => Of(left, end, false, true),
        CallScalar { Arguments: [ColumnScalar { Field: { } field }, ConstantScalar { Type: HuntType.Time, Value: long time }] } comparison =>
            BoundsOf(field, comparison.Primitive, time),
        CallScalar { Arguments: [ConstantScalar { Type: HuntType.Time, Value: long time }, ColumnScalar { Field: { } field }] } comparison =>
            BoundsOf(field, Mirrored(comparison.Primitive), time),
        _ => Bounds.None,
    };

    private Bounds BoundsOf(string field, Primitive comparison, long time) => field switch
    {
        _ when field == table.TimeField => Bounds.None with { Happened = SpanOf(comparison, time) },
        _ when field == table.ReceivedField => Bounds.None with { Received = SpanOf(comparison, time) },
        _ => Bounds.None,
    };

    private Bounds Of(Scalar value, string text, bool isStartBounded, bool isEndBounded)
    {
        var whole = WholeWords(text, isStartBounded, isEndBounded);
        return Bounds.None with
        {
            // Beyond ASCII, engines may differ about case.
            Words = IsSearched(value) ? [.. WordSplitter.Split(whole).Where(word => System.Text.Ascii.IsValid(word))] : [],
            Phrases = IsHeld(value) ? PhraseLists.Of(WordSplitter.Lower(whole)) : PhraseLists.None,
        };
    }

    // The part of a text whose words stand whole in every value that holds it.
    private static string WholeWords(string text, bool isStartBounded, bool isEndBounded)
    {
        var start = 0;
        var end = text.Length;
        while (!isStartBounded && start < end && WordSplitter.IsWordCharacter(text[start]))
        {
            start++;
        }

        while (!isEndBounded && end > start && WordSplitter.IsWordCharacter(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    private bool IsHeld(Scalar value) => value switch
    {
        ColumnScalar { Field: { } field } => table.IsInWordFilter(field),
        MapEntryScalar => table.IsInWordFilter(null),
        ItemScalar item => IsHeld(item.List),
        CallScalar { Primitive: Primitive.Lower, Arguments: [var text] } => IsHeld(text),
        _ => false,
    };

    private bool IsSearched(Scalar value) => value switch
    {
        ColumnScalar { Field: { } field } => table.WordFields.Contains(field),
        ItemScalar item => IsSearched(item.List),
        CallScalar { Primitive: Primitive.Lower, Arguments: [var text] } => IsSearched(text),
        _ => false,
    };

    private static Span SpanOf(Primitive comparison, long time) => comparison switch
    {
        Primitive.Equal => new(time, time),
        Primitive.Greater or Primitive.GreaterOrEqual => new(time, null),
        Primitive.Less or Primitive.LessOrEqual => new(null, time),
        _ => default,
    };

    private static Primitive Mirrored(Primitive comparison) => comparison switch
    {
        Primitive.Greater => Primitive.Less,
        Primitive.GreaterOrEqual => Primitive.LessOrEqual,
        Primitive.Less => Primitive.Greater,
        Primitive.LessOrEqual => Primitive.GreaterOrEqual,
        _ => comparison,
    };

    private readonly record struct Span(long? From, long? To)
    {
        public Span And(Span other) => new(
            From is null || other.From > From ? other.From : From,
            To is null || other.To < To ? other.To : To);

        public Span Or(Span other) => new(
            From is null || other.From is null ? null : Math.Min(From.Value, other.From.Value),
            To is null || other.To is null ? null : Math.Max(To.Value, other.To.Value));
    }

    private sealed record Bounds(Span Happened, Span Received, HashSet<string> Words, PhraseLists Phrases)
    {
        public static Bounds None { get; } = new(default, default, [], PhraseLists.None);

        public Bounds And(Bounds other) => new(
            Happened.And(other.Happened),
            Received.And(other.Received),
            [.. Words, .. other.Words],
            Phrases.And(other.Phrases));

        public Bounds Or(Bounds other) => new(
            Happened.Or(other.Happened),
            Received.Or(other.Received),
            [.. Words.Where(other.Words.Contains)],
            Phrases.Or(other.Phrases));
    }
}
