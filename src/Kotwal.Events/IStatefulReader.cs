using System.Buffers;

namespace Kotwal.Events;

/// <summary>
/// A reader that remembers records for later ones: templates, halves of events. What it remembers can be kept with the position it
/// stands at, so that a program that was stopped or killed reads on as though it had not been.
/// </summary>
/// <remarks>
/// What a reader remembers follows from the records that it read and their order alone: from no clock, no chance. A record may then
/// give no event yet, and a later one the events of both; no byte of a record is forgotten without an event that says so.
/// </remarks>
public interface IStatefulReader : IEventReader
{
    /// <summary>Most bytes that <see cref="Save"/> writes, whatever the sender sent.</summary>
    const int MaxStateBytes = 1 << 20;

    /// <summary>About how many bytes <see cref="Save"/> would write now; cheap to ask after each record.</summary>
    int StateBytes { get; }

    /// <summary>Writes what is remembered, at most <see cref="MaxStateBytes"/>.</summary>
    void Save(IBufferWriter<byte> output);

    /// <summary>
    /// Gives a new reader back what <see cref="Save"/> wrote. False, and the reader is as new, when the bytes are of another version
    /// or damaged; never throws for any bytes.
    /// </summary>
    bool TryRestore(ReadOnlySpan<byte> state);
}
