using Kotwal.Events;
using Kotwal.Hunt;

namespace Kotwal.Lake;

/// <summary>Keeps events and finds them again. Appending is for one thread at a time; everything else for many.</summary>
public interface IEventStore : IAsyncDisposable
{
    /// <summary>
    /// How far the records of a spool are stored: every record before this position is, none after it. Zero for a spool never
    /// seen. A replay after a crash starts detection from the spool's released position and appending from here.
    /// </summary>
    long StoredUpTo(Guid spool);

    /// <summary>
    /// Stores the batch whole or not at all; when it returns the events are durable and can be found. The range must begin where
    /// the spool's last one ended.
    /// </summary>
    /// <exception cref="IOException">The store cannot be written (disk full, unreachable); the caller may try again.</exception>
    ValueTask AppendAsync(EventBatch batch, SpoolRange range, CancellationToken cancel);

    /// <summary>Runs a hunt over the stored events that may be seen.</summary>
    /// <param name="query">The hunt.</param>
    /// <param name="visible">What it may look at. Whoever asks for a person says what that person may see.</param>
    /// <param name="tables">Tables besides events that it may name; they show only what that person may see.</param>
    /// <param name="limits">What it may cost.</param>
    /// <param name="cancel">Ends the hunt.</param>
    /// <exception cref="QueryFailedException">A limit was reached or the engine refused; the message is for the person who asked.</exception>
    /// <exception cref="IOException">The store cannot be read.</exception>
    ValueTask<QueryResult> QueryAsync(
        HuntQuery query, VisibleEvents visible, IReadOnlyList<IQueryTable> tables, QueryLimits limits, CancellationToken cancel);
}

/// <summary>The records of one spool from a position up to, and without, another.</summary>
public readonly record struct SpoolRange(Guid Spool, long From, long To);
