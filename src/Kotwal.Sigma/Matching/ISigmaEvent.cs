namespace Kotwal.Sigma.Matching;

/// <summary>What a value was in its event.</summary>
public enum SigmaValueKind : byte
{
    /// <summary>Text, the empty text included.</summary>
    Text,

    /// <summary>A number; its text is in JSON's grammar.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>The field is there and says nothing; a list without values does likewise.</summary>
    Null,

    /// <summary>The field is there and has no value of its own, as an object has none: it exists and is not null, and nothing equals it.</summary>
    Object,
}

/// <summary>What values are, for the matchers.</summary>
internal static class SigmaValueKinds
{
    /// <summary>True for values with a text; it is not read for others.</summary>
    public static bool HasText(this SigmaValueKind kind) => kind < SigmaValueKind.Null;
}

/// <summary>One value of one field of an event.</summary>
/// <param name="text">The value as UTF-8; bytes that are not UTF-8 are compared as they are. Not read for null and objects.</param>
/// <param name="kind">What the value was.</param>
public readonly ref struct SigmaEventValue(ReadOnlySpan<byte> text, SigmaValueKind kind)
{
    public ReadOnlySpan<byte> Text { get; } = text;

    public SigmaValueKind Kind { get; } = kind;
}

/// <summary>
/// An event as rules see it. Implement it on a small struct (or ref struct): matchers and scanners are generic over the implementation, so
/// nothing is boxed. A matcher asks it as it is; a scanner copies what its rules look at into a frame, which who can fills himself
/// (<see cref="Frames.SigmaEventFrame"/>).
/// Fields are asked for by the handles that the caller's <see cref="SigmaFieldResolver"/> gave for their names. Spans must stay
/// valid until the call into the engine returns.
/// </summary>
public interface ISigmaEvent
{
    /// <summary>Gives the next value of a field; a field with a list has several, a field with an empty list has one, null.</summary>
    /// <param name="field">A handle that the resolver gave.</param>
    /// <param name="cursor">Zero at the first call; what it means afterwards is up to the event.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when there is no further value.</returns>
    bool TryNext(int field, scoped ref int cursor, out SigmaEventValue value);

    /// <summary>Gives the next value of any field, in any order: keywords are looked for in all of them.</summary>
    /// <param name="cursor">Zero at the first call; what it means afterwards is up to the event.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when there is no further value.</returns>
    bool TryNextOfAll(scoped ref int cursor, out SigmaEventValue value);

    /// <summary>The event as it was received, in which keywords are looked for too; empty when values alone are to be looked at.</summary>
    ReadOnlySpan<byte> Original { get; }
}
