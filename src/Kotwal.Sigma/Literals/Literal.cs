namespace Kotwal.Sigma.Literals;

/// <summary>Where a literal stands in a value.</summary>
internal enum LiteralKind : byte
{
    /// <summary>It is the whole value.</summary>
    Equal,
    Start,
    End,
    Anywhere,

    /// <summary>The field has a value, whatever it is, null included.</summary>
    Present,
}

/// <summary>Something simple that must be so in an event for a part of a rule to be true.</summary>
/// <param name="Field">The field's handle, or <see cref="AnyField"/>.</param>
/// <param name="Kind">Where it stands.</param>
/// <param name="Bytes">The text without case; empty for <see cref="LiteralKind.Present"/>.</param>
/// <param name="IsNumber">A number of the event that is written in another way may equal it.</param>
internal sealed record Literal(int Field, LiteralKind Kind, byte[] Bytes, bool IsNumber)
{
    /// <summary>All values of the event, and the event as it was received.</summary>
    public const int AnyField = -1;

    public bool Equals(Literal? other) =>
        other is not null && Field == other.Field && Kind == other.Kind && IsNumber == other.IsNumber && Bytes.AsSpan().SequenceEqual(other.Bytes);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Field);
        hash.Add(Kind);
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }
}
