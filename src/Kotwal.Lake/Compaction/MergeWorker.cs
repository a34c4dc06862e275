using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kotwal.Lake.Compaction;

/// <summary>Merges segments in the background as long as the program runs. When the disk fails, it tries again later.</summary>
internal sealed partial class MergeWorker(
    LakeEventStore store, IOptions<LakeOptions> options, TimeProvider clock, ILogger<MergeWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.MergeInterval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                while (await store.MergeOnceAsync(stoppingToken).ConfigureAwait(false))
                {
                }
            }
            catch (IOException failure)
            {
                MergingFailed(failure);
            }
        }
    }

    [LoggerMessage(2001, LogLevel.Warning, "Segments could not be merged; nothing is lost, and it is tried again.")]
    private partial void MergingFailed(Exception failure);
}
