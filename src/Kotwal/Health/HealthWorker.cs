using Microsoft.Extensions.Options;

namespace Kotwal.Health;

/// <summary>Has every check look, every minute, and keeps what they learned.</summary>
internal sealed partial class HealthWorker(
    IEnumerable<IHealthCheck> checks, HealthFile file, IOptions<HealthOptions> options, TimeProvider clock, ILogger<HealthWorker> log) : BackgroundService
{
    private readonly IHealthCheck[] all = [.. checks];

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        file.Load();
        await base.StartAsync(cancellationToken);
    }

    /// <summary>One look at everything.</summary>
    internal async Task LookAsync(CancellationToken cancel)
    {
        foreach (var check in all)
        {
            try
            {
                await check.LookAsync(cancel);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                // One that cannot look must not blind the others.
                LookFailed(failure, check.GetType().Name);
            }
        }

        try
        {
            file.Save();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LookFailed(failure, nameof(HealthFile));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.LookEvery, clock);
        do
        {
            await LookAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(9082, LogLevel.Error, "{Check} could not look; it is tried again.")]
    private partial void LookFailed(Exception failure, string check);
}
