using System.Data.Common;
using Kotwal.City.Facts;
using Kotwal.City.Work;
using Microsoft.Extensions.Logging;

namespace Kotwal.City.Graph;

/// <summary>
/// The city's graph: the present one in memory, and the way to record more. Safe for many threads. After each recording the graph
/// is brought up to date once, however many recordings came meanwhile, and <see cref="CityTopic.Graph"/> is published.
/// </summary>
public sealed partial class CityGraph(FactLedger ledger, CityFeed feed, TimeProvider clock, ILogger<CityGraph> log) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private volatile GraphSnapshot current = GraphSnapshot.Empty;

    /// <summary>The present graph; the empty one until <see cref="LoadAsync"/> has been called. Keep it for one question, not longer.</summary>
    public GraphSnapshot Current => current;

    /// <summary>Reads what was recorded, by any process, since the graph was last brought up to date.</summary>
    public async Task LoadAsync(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            var now = clock.GetUtcNow();
            var names = await ledger.NamesAsync(knownOn: null, cancel);
            if (names.Recordings.Length == current.Recording && FactTime.ToMicroseconds(now) < current.NextChange)
            {
                return;
            }

            var next = await GraphBuilder.FollowAsync(current, ledger, names, now, cancel);

            // Made here, so that the thread that decodes events does not wait for it.
            _ = next.Book;
            current = next;
        }
        finally
        {
            turn.Release();
        }

        feed.Publish(CityTopic.Graph);
    }

    /// <summary>Records facts whole or not at all; when it returns they are durable, and the present graph has them unless it could not be read: then the next one to load it.</summary>
    /// <exception cref="ArgumentException">There are no facts, or one is not what it should be.</exception>
    /// <exception cref="DbException">The database cannot be written; nothing was recorded.</exception>
    public async Task<Recording> RecordAsync(RecordingHeader header, IEnumerable<Fact> facts, CancellationToken cancel)
    {
        var recording = await ledger.AppendAsync(header, facts, cancel);

        // What is recorded is done, whoever gives up now, and is not to look undone because it could not be read back.
        try
        {
            await LoadAsync(CancellationToken.None);
        }
        catch (Exception error) when (error is DbException or IOException)
        {
            NotReadBack(error, recording.Number);
        }

        return recording;
    }

    /// <summary>Another graph: the city as it was known on a date, in the state of that date or of another.</summary>
    /// <param name="knownOn">Only what was recorded by then.</param>
    /// <param name="asOf">The moment whose state it shows; null for <paramref name="knownOn"/>.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<GraphSnapshot> AsKnownOnAsync(DateTimeOffset knownOn, DateTimeOffset? asOf, CancellationToken cancel) =>
        await GraphBuilder.BuildAsync(ledger, await ledger.NamesAsync(knownOn, cancel), asOf ?? knownOn, cancel);

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    [LoggerMessage(4115, LogLevel.Warning, "Recording {Number} is durable, but the graph could not be read again; it is when somebody loads it next.")]
    private partial void NotReadBack(Exception error, long number);
}
