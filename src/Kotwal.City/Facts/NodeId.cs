using System.Diagnostics.CodeAnalysis;

namespace Kotwal.City.Facts;

/// <summary>Identifies one node of the city for ever. Sorts by the time at which the node was first stated.</summary>
public readonly record struct NodeId(Guid Value) : IComparable<NodeId>
{
    public static NodeId New(TimeProvider clock) => new(Guid.CreateVersion7(clock.GetUtcNow()));

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out NodeId id)
    {
        var isRead = Guid.TryParseExact(text, "D", out var value);
        id = new(value);
        return isRead;
    }

    /// <inheritdoc/>
    public int CompareTo(NodeId other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");

    public static bool operator <(NodeId left, NodeId right) => left.CompareTo(right) < 0;

    public static bool operator <=(NodeId left, NodeId right) => left.CompareTo(right) <= 0;

    public static bool operator >(NodeId left, NodeId right) => left.CompareTo(right) > 0;

    public static bool operator >=(NodeId left, NodeId right) => left.CompareTo(right) >= 0;
}
