using System.Data.Common;
using System.Runtime.CompilerServices;
using Kotwal.City.Data;
using Kotwal.City.Ledgers;

namespace Kotwal.City.Facts;

/// <summary>
/// The append-only ledger of all that was ever said of the city's nodes. One writer at a time, of all processes; readers are not
/// kept waiting. Safe for many threads.
/// </summary>
public sealed class FactLedger(LedgerConnections ledgers, TimeProvider clock) : IPrepared, IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly FactKeys keys = new();
    private readonly List<RecordingMark> marks = [];
    private volatile FactNames known = new([], [], []);

    /// <summary>Makes the tables of a new ledger.</summary>
    public Task PrepareAsync(CancellationToken cancel) =>
        ledgers.PrepareAsync(FactTables.Ledger, FactTables.Version, FactTables.Make(ledgers.Dialect), fill: null, cancel);

    /// <summary>Records the facts whole or not at all; when it returns they are durable. The facts are taken one by one.</summary>
    /// <exception cref="ArgumentException">There are no facts, or one is not what it should be; nothing was recorded.</exception>
    /// <exception cref="DbException">The database cannot be written; nothing was recorded and the caller may try again.</exception>
    public async Task<Recording> AppendAsync(RecordingHeader header, IEnumerable<Fact> facts, CancellationToken cancel)
    {
        header.Check();
        await gate.WaitAsync(cancel);
        try
        {
            await using var connection = await OpenAsync(cancel);
            await using var transaction = await ledgers.Dialect.BeginWriteAsync(connection, cancel);
            await CatchUpAsync(connection, transaction, cancel);
            var (nodes, words) = (keys.NodeCount, keys.WordCount);
            try
            {
                await using var appending = new FactAppending(keys, transaction);
                var last = await RecordingReads.LastAsync(connection, transaction, cancel);
                var recording = await appending.WriteAsync(last, NextTime(last), header, facts, cancel);
                await transaction.CommitAsync(cancel);
                Mark(recording);
                Publish();
                return recording;
            }
            catch
            {
                keys.CutTo(nodes, words);
                throw;
            }
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The newest recordings first.</summary>
    /// <param name="before">Only recordings older than this number; null for the newest.</param>
    /// <param name="count">At most so many, 1 to 1,000.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IReadOnlyList<Recording>> ReadRecordingsAsync(long? before, int count, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 1000);
        await using var connection = await OpenAsync(cancel);
        return await RecordingReads.NewestAsync(connection, before, count, cancel);
    }

    /// <summary>All facts in the order in which they were recorded.</summary>
    /// <param name="knownOn">Only what was recorded by then; null for all.</param>
    /// <param name="cancel">Gives up.</param>
    public async IAsyncEnumerable<RecordedFact> StreamAsync(DateTimeOffset? knownOn, [EnumeratorCancellation] CancellationToken cancel)
    {
        var names = await NamesAsync(knownOn, cancel);
        await using var connection = await OpenAsync(cancel);
        await foreach (var fact in FactReads.InOrderAsync(connection, names, cancel))
        {
            yield return fact;
        }
    }

    /// <summary>What was said of one node, the newest first; not how imports find its items again, which tells people nothing.</summary>
    /// <param name="node">The node; one that is not known has no facts.</param>
    /// <param name="upTo">Number of the last recording that counts; null for all there are.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IReadOnlyList<RecordedFact>> HistoryAsync(NodeId node, long? upTo, int count, CancellationToken cancel)
    {
        var names = await NamesAsync(knownOn: null, cancel);
        names = upTo is { } last ? names with { Recordings = [.. names.Recordings.TakeWhile(recording => recording.Number <= last)] } : names;
        await using var connection = await OpenAsync(cancel);
        var key = Array.IndexOf(names.Nodes, node.Value) + 1;
        return key == 0 ? [] : await FactReads.HistoryAsync(connection, names, key, count, cancel);
    }

    /// <summary>Computes the whole chain again.</summary>
    public async Task<LedgerVerdict> VerifyAsync(CancellationToken cancel)
    {
        // With fresh eyes: what this process remembers may differ from what stands in the tables.
        using var fresh = new FactLedger(ledgers, clock);
        await using var connection = await fresh.OpenAsync(cancel);
        try
        {
            return await FactVerification.RunAsync(connection, await fresh.NamesAsync(knownOn: null, cancel), cancel);
        }
        catch (Exception unreadable) when (FactVerification.IsUnreadable(unreadable))
        {
            return new(0, 0, FactChain.Origin, BrokenAt: 1);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    /// <summary>What the ledger's keys stand for now, or on a date.</summary>
    internal async Task<FactNames> NamesAsync(DateTimeOffset? knownOn, CancellationToken cancel)
    {
        // While somebody writes, which may take a minute, what was known before it is what there is to read.
        if (await gate.WaitAsync(known.Recordings.Length > 0 ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, cancel))
        {
            try
            {
                await using var connection = await OpenAsync(cancel);
                await CatchUpAsync(connection, transaction: null, cancel);
                Publish();
            }
            finally
            {
                gate.Release();
            }
        }

        return knownOn is { } date ? known.Until(FactTime.ToMicroseconds(date)) : known;
    }

    /// <summary>Opens a connection; the caller closes it.</summary>
    internal Task<DbConnection> OpenAsync(CancellationToken cancel) => ledgers.OpenAsync(FactTables.Ledger, cancel);

    // What is handed out never changes; it is made anew only when there is more.
    private void Publish()
    {
        if (known.Recordings.Length != marks.Count || known.Nodes.Length != keys.NodeCount)
        {
            known = new(keys.Nodes(), keys.Words(), [.. marks]);
        }
    }

    private async Task CatchUpAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancel)
    {
        var known = marks.Count == 0 ? 0 : marks[^1].Number;
        foreach (var recording in await RecordingReads.AfterAsync(connection, transaction, known, cancel))
        {
            Mark(recording);
        }

        await keys.CatchUpAsync(connection, transaction, cancel);
    }

    private void Mark(Recording recording) => marks.Add(new(
        recording.Number, FactTime.ToMicroseconds(recording.RecordedAt), string.Intern(recording.Source),
        recording.FirstFact + recording.Count - 1));

    // A clock that was set back does not make what is recorded later known earlier.
    private long NextTime(Recording? last) => Math.Max(
        FactTime.ToMicroseconds(clock.GetUtcNow()), last is null ? long.MinValue : FactTime.ToMicroseconds(last.RecordedAt));
}
