using Kotwal.Events;
using Kotwal.Hunt;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Lake;

/// <summary>
/// An event store that is gone when it is disposed of: a lake in a temporary folder, read inside this process. For hunts over
/// files that no server keeps.
/// </summary>
public sealed class TemporaryEventStore : IEventStore
{
    private readonly LakeEventStore store;

    private TemporaryEventStore(string folder, TimeProvider clock)
    {
        Folder = folder;
        var options = new LakeOptions { Folder = folder, ReadInProcess = true, MaxResultMegabytes = int.MaxValue };
        store = LakeEventStore.Open(options, NullLogger<LakeEventStore>.Instance, clock);
    }

    /// <summary>Where the events are until then.</summary>
    public string Folder { get; }

    /// <exception cref="IOException">The system's folder for temporary files cannot be written.</exception>
    public static TemporaryEventStore Create(TimeProvider clock) => new(Directory.CreateTempSubdirectory("kotwal-").FullName, clock);

    /// <inheritdoc/>
    public long StoredUpTo(Guid spool) => store.StoredUpTo(spool);

    /// <inheritdoc/>
    public ValueTask AppendAsync(EventBatch batch, SpoolRange range, CancellationToken cancel) => store.AppendAsync(batch, range, cancel);

    /// <inheritdoc/>
    public ValueTask<QueryResult> QueryAsync(
        HuntQuery query, VisibleEvents visible, IReadOnlyList<IQueryTable> tables, QueryLimits limits, CancellationToken cancel) =>
        store.QueryAsync(query, visible, tables, limits, cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync().ConfigureAwait(false);
        Directory.Delete(Folder, recursive: true);
    }
}
