using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Matching;

/// <summary>Another field of the event that a field is compared with (modifier <c>fieldref</c>). Absent and null fields equal nothing; two numbers are equal by value.</summary>
internal sealed class FieldReference(ImmutableArray<int> handles, ImmutableArray<SigmaModifier> modifiers)
{
    private readonly bool isCased = modifiers.Contains(SigmaModifier.Cased);
    private readonly bool isAnywhere = modifiers.Contains(SigmaModifier.Contains);
    private readonly bool isFirst = modifiers.Contains(SigmaModifier.StartsWith);
    private readonly bool isLast = modifiers.Contains(SigmaModifier.EndsWith);

    public ImmutableArray<int> Handles => handles;

    /// <summary>True when any value of the one field stands so to any value of the other.</summary>
    public bool Holds<TEvent>(in TEvent candidate, int field)
        where TEvent : ISigmaEvent, allows ref struct
    {
        foreach (var handle in handles)
        {
            var cursor = 0;
            var isPresent = false;
            while (candidate.TryNext(handle, ref cursor, out var other))
            {
                isPresent |= other.Kind != SigmaValueKind.Object;
                if (other.Kind.HasText() && HoldsFor(candidate, field, other))
                {
                    return true;
                }
            }

            if (isPresent)
            {
                return false;
            }
        }

        return false;
    }

    private bool HoldsFor<TEvent>(in TEvent candidate, int field, SigmaEventValue other)
        where TEvent : ISigmaEvent, allows ref struct
    {
        var otherBuffer = new FoldBuffer(stackalloc byte[FoldBuffer.StackLength]);
        var buffer = new FoldBuffer(stackalloc byte[FoldBuffer.StackLength]);
        var wanted = isCased ? other.Text : otherBuffer.Fold(other.Text);
        var cursor = 0;
        var holds = false;
        while (!holds && candidate.TryNext(field, ref cursor, out var value))
        {
            holds = value.Kind.HasText()
                && (Compare(isCased ? value.Text : buffer.Fold(value.Text), wanted) || AreSameNumber(value, other));
        }

        buffer.Return();
        otherBuffer.Return();
        return holds;
    }

    /// <summary>Two numbers are equal however they are written.</summary>
    private bool AreSameNumber(SigmaEventValue value, SigmaEventValue other) =>
        value.Kind == SigmaValueKind.Number && other.Kind == SigmaValueKind.Number && !isAnywhere && !isFirst && !isLast
        && NumericText.TryRead(value.Text, out var number) && NumericText.TryRead(other.Text, out var wanted) && number.CompareTo(wanted) == 0;

    private bool Compare(ReadOnlySpan<byte> value, ReadOnlySpan<byte> wanted) =>
        isAnywhere || (isFirst && isLast) ? value.IndexOf(wanted) >= 0
        : isFirst ? value.StartsWith(wanted)
        : isLast ? value.EndsWith(wanted)
        : value.SequenceEqual(wanted);
}
