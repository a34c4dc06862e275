namespace Kotwal.ExpandEvents;

/// <summary>What differs from event to event at a place of a line.</summary>
internal enum SlotKind
{
    Time,
    Epoch,
    Guid,
    Address,
    Host,
    User,
    Hex,
    Token,
    Port,
    Serial,
    Number,
}
