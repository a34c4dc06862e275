using System.Collections.Immutable;
using System.Text;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Reading;

/// <summary>What kind of event it is, in the schema's closed words.</summary>
internal sealed record EventNature(
    byte[] Kind, ImmutableArray<byte[]> Categories, ImmutableArray<byte[]> Types, byte[]? Action, byte[]? Outcome)
{
    /// <summary>An event of which nothing more is known.</summary>
    public static readonly EventNature Plain = Of("", "");

    /// <summary>True when the event tells of one application protocol.</summary>
    public bool IsProtocol { get; } = Types.Any(type => type.AsSpan().SequenceEqual("protocol"u8));

    /// <summary>Makes a nature from the cells of a table: lists parted by commas, empty cells for nothing.</summary>
    public static EventNature Of(string categories, string types, string action = "", string outcome = "", string kind = "event") => new(
        Encoding.UTF8.GetBytes(kind), Words(categories), Words(types), Word(action), Word(outcome));

    /// <summary>Adds the words to the open event.</summary>
    /// <param name="batch">Holds the open event.</param>
    /// <param name="outcome">What the record itself says about the outcome; the nature's own counts when this is empty.</param>
    public void AddTo(EventBatch batch, ReadOnlySpan<byte> outcome = default)
    {
        batch.Add(Ecs.EventKind, Kind);
        foreach (var category in Categories)
        {
            batch.Add(Ecs.EventCategory, category, isListItem: true);
        }

        foreach (var type in Types)
        {
            batch.Add(Ecs.EventType, type, isListItem: true);
        }

        if (Action is not null)
        {
            batch.Add(Ecs.EventAction, Action);
        }

        outcome = outcome.IsEmpty ? Outcome : outcome;
        if (!outcome.IsEmpty)
        {
            batch.Add(Ecs.EventOutcome, outcome);
        }
    }

    private static ImmutableArray<byte[]> Words(string cell) =>
        [.. cell.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Encoding.UTF8.GetBytes)];

    private static byte[]? Word(string cell) => cell.Length == 0 ? null : Encoding.UTF8.GetBytes(cell);
}
