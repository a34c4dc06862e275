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
    private readonly HttpClient client;

    public Heartbeat(HealthBook book, HealthVoice voice, IOptions<HealthOptions> options)
    {
        this.book = book;
        this.voice = voice;
        var inside = options.Value.HeartbeatInside;
        address = options.Value.HeartbeatUrl is { } text ? HeartbeatAddress.Read(text, inside) : null;
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = Patience,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = (context, cancel) => HeartbeatAddress.ConnectAsync(context.DnsEndPoint, inside, cancel),
        })
        {
            Timeout = Patience,
        };
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
            using var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancel);
            var isTaken = answer.IsSuccessStatusCode;
            voice.Report(Kind, address.Host, isTaken ? HealthState.Well : HealthState.Ill, $"The address answered {(int)answer.StatusCode}.");
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or IOException && !cancel.IsCancellationRequested)
        {
            voice.Report(Kind, address.Host, HealthState.Ill, $"The address cannot be called: {failure.Message}");
        }
    }

    public void Dispose() => client.Dispose();
}
