using Kotwal.City.Outbound;
using Kotwal.Watch.Health;
using Microsoft.Extensions.Options;

namespace Kotwal.Health;

/// <summary>
/// Calls an address outside every minute while Kotwal itself is well; who waits there raises the alarm when the call does not come.
/// Sources may be ill: they have their alerts. The last of the checks, so that it knows what the others found.
/// </summary>
internal sealed class Heartbeat : IHealthCheck, IDisposable
{
    public const string Kind = "heartbeat.refused";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HealthBook book;
    private readonly HealthVoice voice;
    private readonly Uri? address;
    private readonly HttpMessageInvoker client;

    public Heartbeat(HealthBook book, HealthVoice voice, IOptions<HealthOptions> options)
    {
        this.book = book;
        this.voice = voice;
        var inside = options.Value.HeartbeatInside;
        address = options.Value.HeartbeatUrl is { } text ? HeartbeatAddress.Read(text, inside) : null;
        var handler = address is not null && inside ? GuardedHandler.Create(address) : GuardedHandler.Create();
        handler.ConnectTimeout = Patience;
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(1);
        client = new HttpMessageInvoker(handler);
    }

    /// <inheritdoc/>
    public async ValueTask LookAsync(CancellationToken cancel)
    {
        if (address is null || book.Ill.Any(one => !one.Kind.StartsWith("source.", StringComparison.Ordinal) && one.Kind != Kind))
        {
            return;
        }

        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            patience.CancelAfter(Patience);
            using var call = new HttpRequestMessage(HttpMethod.Get, address);
            using var answer = await client.SendAsync(call, patience.Token);
            var isTaken = answer.IsSuccessStatusCode;
            voice.Report(Kind, address.Host, isTaken ? HealthState.Well : HealthState.Ill, $"The address answered {(int)answer.StatusCode}.");
        }
        catch (Exception failure) when (failure is (HttpRequestException or OperationCanceledException or IOException) && !cancel.IsCancellationRequested)
        {
            voice.Report(Kind, address.Host, HealthState.Ill, $"The address cannot be called: {failure.Message}");
        }
    }

    public void Dispose() => client.Dispose();
}
