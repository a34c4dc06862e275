using System.Text;

namespace Kotwal.Sigma.Matching;

/// <summary>Compares one value of an event, never null, with one value of a rule.</summary>
/// <param name="pattern">What the value is compared with, for people.</param>
internal abstract class ValueTest(string pattern)
{
    public string Pattern { get; } = pattern;

    /// <summary>True when the folded text must be given.</summary>
    public virtual bool NeedsFold => false;

    public abstract bool Matches(ReadOnlySpan<byte> text, ReadOnlySpan<byte> folded, SigmaValueKind kind);
}

/// <summary>
/// Equal to a number: as text, in any case, where the event has text, by value where the event has a number
/// (so that <c>3</c>, <c>"3"</c> and <c>3.0</c> are the same).
/// </summary>
internal sealed class NumberTest : ValueTest
{
    private readonly byte[] written;
    private readonly byte[] canonical;
    private readonly NumericText? number;
    private readonly bool isWrittenOtherwise;

    public NumberTest(string written, string canonical)
        : base(written)
    {
        this.written = Encoding.UTF8.GetBytes(written);
        isWrittenOtherwise = written != canonical;
        this.canonical = Encoding.UTF8.GetBytes(canonical);
        number = NumericText.TryRead(this.canonical, out var read) ? read : null;
    }

    public byte[] Written => written;

    public byte[] Canonical => canonical;

    public override bool Matches(ReadOnlySpan<byte> text, ReadOnlySpan<byte> folded, SigmaValueKind kind) =>
        text.SequenceEqual(canonical)
        || (isWrittenOtherwise && Ascii.EqualsIgnoreCase(text, written))
        || (kind == SigmaValueKind.Number && number is { } wanted && NumericText.TryRead(text, out var actual) && actual.CompareTo(wanted) == 0);
}

/// <summary>Equal to true or false, or to that word.</summary>
internal sealed class BooleanTest(bool value) : ValueTest(value ? "true" : "false")
{
    public override bool Matches(ReadOnlySpan<byte> text, ReadOnlySpan<byte> folded, SigmaValueKind kind) =>
        Ascii.EqualsIgnoreCase(text, value ? "true"u8 : "false"u8);
}

/// <summary>Null, which the caller decides: no value that is there is null.</summary>
internal sealed class NullTest() : ValueTest("null")
{
    public override bool Matches(ReadOnlySpan<byte> text, ReadOnlySpan<byte> folded, SigmaValueKind kind) => false;
}

/// <summary>How a number of an event must stand to the number of the rule.</summary>
internal enum Comparison
{
    Equal,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

/// <summary>Greater or less than a number. A text that is no number is neither.</summary>
internal sealed class ComparisonTest(Comparison comparison, NumericText wanted, string pattern) : ValueTest(pattern)
{
    public override bool Matches(ReadOnlySpan<byte> text, ReadOnlySpan<byte> folded, SigmaValueKind kind) =>
        kind != SigmaValueKind.Boolean && NumericText.TryRead(text, out var actual) && Holds(comparison, actual.CompareTo(wanted));

    public static bool Holds(Comparison comparison, int order) => comparison switch
    {
        Comparison.Greater => order > 0,
        Comparison.GreaterOrEqual => order >= 0,
        Comparison.Less => order < 0,
        Comparison.LessOrEqual => order <= 0,
        _ => order == 0,
    };
}
