namespace Kotwal.Events;

/// <summary>Reads the records of one sender into events. Used by one thread at a time.</summary>
public interface IEventReader
{
    /// <summary>
    /// Adds the record's events to the batch: none, one or many. Never throws for any bytes: what cannot be read becomes an
    /// event with <c>error.message</c>, <c>event.kind: pipeline_error</c> and the original kept.
    /// </summary>
    void Read(in Record record, EventBatch output);
}
