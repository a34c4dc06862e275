using System.Runtime.CompilerServices;
using System.Text;
using Kotwal.City.Work;
using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Spool;
using Kotwal.Detection;
using Kotwal.Events;
using Kotwal.Pipeline;
using Kotwal.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Tests.Pipeline;

/// <summary>A pipeline from a real spool to a store and a desk in memory; it can be stopped and started like a server.</summary>
internal sealed class RunningPipeline : IAsyncDisposable
{
    private EventPipeline? pipeline;

    private RunningPipeline(Spool spool) => Spool = spool;

    public Spool Spool { get; private set; }

    public MemoryStore Store { get; } = new();

    public MemorySink Sink { get; } = new();

    public SourceLedger Ledger { get; private set; } = new(TimeProvider.System);

    public LossTally Losses { get; } = new();

    public List<IBatchObserver> Observers { get; } = [];

    public PipelineOptions Options { get; } = new()
    {
        Gather = TimeSpan.FromMilliseconds(1),
        FirstRetry = TimeSpan.FromMilliseconds(1),
        LastRetry = TimeSpan.FromMilliseconds(2),
    };

    public static async Task<RunningPipeline> OpenAsync()
    {
        var folder = new TemporaryFolder();
        var spool = await OpenSpoolAsync(folder["spool"]);
        return new RunningPipeline(spool) { Folder = folder };
    }

    public required TemporaryFolder Folder { get; init; }

    public static ValueTask<Spool> OpenSpoolAsync(string path) => Spool.OpenAsync(
        new SpoolOptions { Path = path }, TimeProvider.System, NullLogger<Spool>.Instance, Some.Cancel);

    public async Task<long> SayAsync(string word, string who = "me") => await Spool.AppendAsync(
        Some.Origin, Encoding.UTF8.GetBytes($$"""{"word":"{{word}}","who":"{{who}}"}"""), isTruncated: false, Some.Cancel);

    public async Task StartAsync(DetectionEngine? detection = null, IEventEnricher? enricher = null)
    {
        Ledger.Dispose();
        Ledger = new SourceLedger(Folder["sources.json"], Spool, TimeProvider.System, NullLogger<SourceLedger>.Instance);
        pipeline = new EventPipeline(
            Spool, Store, detection ?? Some.Detection(),
            new DetectionCheckpoint(Folder["detection.state"], NullLogger<DetectionCheckpoint>.Instance),
            new EventCopies(Store, NullLogger<EventCopies>.Instance),
            Ledger, Losses, Observers, [Sink], new CityFeed(), Microsoft.Extensions.Options.Options.Create(Options), TimeProvider.System, NullLogger<EventPipeline>.Instance, enricher);
        await pipeline.StartAsync(Some.Cancel);
    }

    /// <summary>Waits until everything that was said is done with, and released.</summary>
    public Task DrainAsync() => UntilAsync(() => Spool.ReleasedPosition >= Spool.EndPosition);

    /// <summary>Waits until something is so, as long as the pipeline runs.</summary>
    public Task UntilAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string asked = "") => Until.TrueAsync(
        async () =>
        {
            if (condition())
            {
                return true;
            }

            await RequireRunningAsync();
            return false;
        },
        asked: asked);

    /// <summary>How the pipeline ended.</summary>
    public async Task<Exception?> EndAsync()
    {
        var task = pipeline!.ExecuteTask!;
        await Task.WhenAny(task);
        return task.Exception?.InnerException;
    }

    public async Task StopAsync()
    {
        await pipeline!.StopAsync(Some.Cancel);
        Assert.False(pipeline.ExecuteTask!.IsFaulted, pipeline.ExecuteTask.Exception?.ToString());
        pipeline.Dispose();
        pipeline = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (pipeline is not null)
        {
            await pipeline.StopAsync(CancellationToken.None);
            pipeline.Dispose();
        }

        await Spool.DisposeAsync();
        Ledger.Dispose();
        Losses.Dispose();
        Folder.Dispose();
    }

    private async Task RequireRunningAsync()
    {
        if (pipeline!.ExecuteTask is { IsCompleted: true } ended)
        {
            await ended;
            Assert.Fail("The pipeline has ended.");
        }
    }
}
