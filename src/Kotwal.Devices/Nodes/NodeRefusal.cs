namespace Kotwal.Devices.Nodes;

/// <summary>Why a part of what a person says of a node may not be.</summary>
/// <param name="Field">The part: an attribute's name, <c>identifiers[0]</c>, <c>relations[0]</c>, <c>kind</c>, <c>effectiveAt</c>; empty for the whole.</param>
/// <param name="Reason">Why.</param>
/// <param name="Sentence">The same in English, for the API.</param>
/// <param name="Details">What it is about: names and values that stand in the text of the console, <c>edit.refusal.REASON</c>.</param>
public sealed record NodeRefusal(string Field, NodeRefusalReason Reason, string Sentence, params IReadOnlyList<string> Details)
{
    public const string WholeChange = "";
    public const string EffectiveAt = "effectiveAt";

    public static string Identifier(int place) => $"identifiers[{place}]";

    public static string Relation(int place) => $"relations[{place}]";
}

/// <summary>What may be wrong with what a person says of a node.</summary>
public enum NodeRefusalReason
{
    NeedsKind,
    NeedsWholeCity,
    NeedsMark,
    TooMuch,
    NoTime,
    NoAttribute,
    NoText,
    NoWord,
    NoNetwork,
    NoLocation,
    NoMark,
    Borne,
    NoRelation,
    NeedsTarget,
    NoTarget,
    NobodySays,
    OthersSay,
    SaidLater,
}
