using System.Threading.Channels;
using Kotwal.Inputs;

namespace Kotwal.Scanning;

/// <summary>
/// Matches chunks on several threads and hands their results on in the order of the input, so that the same files always give the
/// same answer.
/// </summary>
internal sealed class Scanner(RuleFolder rules, int threads, bool wantsAlerts)
{
    /// <summary>Scans all chunks.</summary>
    /// <param name="chunks">Read one ahead of each thread.</param>
    /// <param name="accept">Called with each result, in order, by one thread at a time.</param>
    /// <param name="cancel">Ends the scan.</param>
    public async Task ScanAsync(IAsyncEnumerable<RecordChunk> chunks, Action<ChunkResult> accept, CancellationToken cancel)
    {
        var idle = Channel.CreateBounded<ScanWorker>(threads);
        for (var number = 0; number < threads; number++)
        {
            idle.Writer.TryWrite(new ScanWorker(rules.Index, rules.Correlations, wantsAlerts));
        }

        var running = Channel.CreateBounded<Task<ChunkResult>>(threads * 2);
        var collecting = CollectAsync(running, accept, cancel);
        try
        {
            await foreach (var chunk in chunks.WithCancellation(cancel))
            {
                var worker = await idle.Reader.ReadAsync(cancel);
                await running.Writer.WriteAsync(MatchAsync(worker, chunk, idle.Writer), cancel);
            }
        }
        catch (ChannelClosedException)
        {
            // Whoever takes the results has failed; the reason comes with its task.
        }
        finally
        {
            running.Writer.TryComplete();
        }

        await collecting;
    }

    private static async Task<ChunkResult> MatchAsync(ScanWorker worker, RecordChunk chunk, ChannelWriter<ScanWorker> idle)
    {
        // The reader goes on with the next chunk while a thread of the pool looks at this one.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            return worker.Match(chunk);
        }
        finally
        {
            idle.TryWrite(worker);
        }
    }

    private static async Task CollectAsync(Channel<Task<ChunkResult>> running, Action<ChunkResult> accept, CancellationToken cancel)
    {
        try
        {
            await foreach (var result in running.Reader.ReadAllAsync(cancel))
            {
                accept(await result);
            }
        }
        finally
        {
            running.Writer.TryComplete();
        }
    }
}
