using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Own;
using Kotwal.Events.Alerts;
using Kotwal.Pipeline;
using Kotwal.Watch.Health;
using Microsoft.Extensions.Options;

namespace Kotwal.Health;

/// <summary>
/// Sends a record through a real door every minute, and waits for the alert that a rule must make of it. The alert is taken out before
/// desks see it. When it does not come, that is told past spool, pipeline and rules, for one of these is what stands still.
/// </summary>
internal sealed class Canary : IHealthCheck, IBatchObserver, IDisposable
{
    /// <summary>The rule that ships for it.</summary>
    public const string RuleId = "5e0f6f0c-6d3b-4f5c-9a56-2f2f6c6f7a01";

    public const string Kind = "canary.missing";

    private const string Program = "kotwal-canary";
    private const int NonceBytes = 16;
    private const int MaxLineBytes = 160;
    private const int MaxPending = 100;

    private static ReadOnlySpan<byte> Mark => " kotwal-canary - - - canary "u8;

    private readonly SourceLedger ledger;
    private readonly OwnDoor own;
    private readonly HealthVoice voice;
    private readonly DirectAlert direct;
    private readonly IOptions<HealthOptions> options;
    private readonly TimeProvider clock;
    private readonly Meter meter = new("Kotwal.Health");
    private readonly Lock turn = new();
    private readonly Dictionary<string, (DateTimeOffset At, string Door)> pending = new(StringComparer.Ordinal);
    private (TimeSpan Took, string Door)? arrived;
    private long missing;

    public Canary(SourceLedger ledger, OwnDoor own, HealthVoice voice, DirectAlert direct, IOptions<HealthOptions> options, TimeProvider clock)
    {
        this.ledger = ledger;
        this.own = own;
        this.voice = voice;
        this.direct = direct;
        this.options = options;
        this.clock = clock;
        meter.CreateObservableGauge("kotwal.canary.latency", Latency, "s", "From a canary record at the door to its alert: the last one that came.");
        meter.CreateObservableCounter("kotwal.canary.missing", () => Interlocked.Read(ref missing), "{record}", "Canary records whose alert did not come in time.");
    }

    /// <summary>Whether a record is a canary's, by its look; nothing is proved by that.</summary>
    public static bool IsIts(in Events.Record record) => record.Payload.Length < MaxLineBytes && record.Payload.Span.IndexOf(Mark) > 0;

    /// <inheritdoc/>
    public async ValueTask LookAsync(CancellationToken cancel)
    {
        if (!options.Value.Canary)
        {
            return;
        }

        await JudgeAsync(cancel);
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NonceBytes));
        var at = clock.GetUtcNow();
        var target = TargetOf(ledger.Snapshot());
        lock (turn)
        {
            pending[nonce] = (at, target?.Kind ?? OwnDoor.Kind);
        }

        await SendAsync(target, LineOf(nonce, at), cancel);
    }

    /// <inheritdoc/>
    public void Stored(HandledBatch batch)
    {
    }

    /// <inheritdoc/>
    public void Detected(List<Alert> alerts)
    {
        for (var place = alerts.Count - 1; place >= 0; place--)
        {
            if (alerts[place].RuleId == RuleId)
            {
                Arrive(alerts[place]);
                alerts.RemoveAt(place);
            }
        }
    }

    public void Dispose() => meter.Dispose();

    // Who forges one makes an alert that nobody sees and that answers nothing: only what was sent counts.
    private void Arrive(Alert alert)
    {
        lock (turn)
        {
            foreach (var (nonce, (at, door)) in pending.ToList())
            {
                if (alert.Events.Any(copy => copy.Json.Contains(nonce, StringComparison.Ordinal)))
                {
                    pending.Remove(nonce);
                    arrived = (clock.GetUtcNow() - at, door);
                }
            }
        }
    }

    private async Task JudgeAsync(CancellationToken cancel)
    {
        DateTimeOffset? lost = null;
        string? door = null;
        (TimeSpan Took, string Door)? came;
        lock (turn)
        {
            foreach (var (nonce, (at, through)) in pending.Where(one => clock.GetUtcNow() - one.Value.At > options.Value.CanaryWithin).ToList())
            {
                (lost, door) = (at, through);
                pending.Remove(nonce);
                Interlocked.Increment(ref missing);
            }

            while (pending.Count > MaxPending)
            {
                pending.Remove(pending.MinBy(one => one.Value.At).Key);
            }

            (came, arrived) = (arrived, lost is null ? arrived : null);
        }

        if (lost is { } sent)
        {
            var change = voice.Report(
                Kind, "pipeline", HealthState.Ill,
                $"The record that went through the door {door} at {sent.UtcDateTime:HH:mm:ss} UTC has not become an alert within {options.Value.CanaryWithin.TotalSeconds:0} s: the door, the spool, the pipeline, the lake or detection stands still, or the rule is switched off.");
            if (change is not null)
            {
                await direct.TellAsync("Kotwal does not see its own canary record", change, cancel);
            }
        }
        else if (came is { } last)
        {
            voice.Report(Kind, "pipeline", HealthState.Well, $"The last record became an alert after {last.Took.TotalSeconds:0.0} s, through the door {last.Door}.");
        }
        else
        {
            voice.Report(Kind, "pipeline", HealthState.Unknown, $"No record has come back yet.");
        }
    }

    private async Task SendAsync(SourceCounts? target, byte[] line, CancellationToken cancel)
    {
        try
        {
            switch (target?.Kind)
            {
                case "syslog-udp":
                    using (var socket = new UdpClient(AddressOf(target).AddressFamily))
                    {
                        await socket.SendAsync(line, new IPEndPoint(AddressOf(target), target.Port!.Value), cancel);
                    }

                    break;
                case "syslog-tcp":
                    using (var client = new TcpClient(AddressOf(target).AddressFamily))
                    {
                        await client.ConnectAsync(AddressOf(target), target.Port!.Value, cancel);
                        await client.GetStream().WriteAsync((byte[])[.. line, (byte)'\n'], cancel);
                    }

                    break;
                default:
                    using (var patience = new CancellationTokenSource(options.Value.CanaryWithin, clock))
                    using (var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel))
                    {
                        await own.TakeAsync("kotwal-canary", "syslog", [line], either.Token);
                    }

                    break;
            }
        }
        catch (Exception refused) when (refused is (SocketException or IOException or OperationCanceledException) && !cancel.IsCancellationRequested)
        {
            // It will be missed, and that is told.
        }
    }

    private static SourceCounts? TargetOf(IReadOnlyList<SourceCounts> sources) =>
        sources.FirstOrDefault(one => one is { Kind: "syslog-udp", Port: > 0 }) ?? sources.FirstOrDefault(one => one is { Kind: "syslog-tcp", Port: > 0 });

    private static IPAddress AddressOf(SourceCounts door) => !IPAddress.TryParse(door.Address, out var address) ? IPAddress.Loopback
        : address.Equals(IPAddress.Any) ? IPAddress.Loopback
        : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
        : address;

    private static byte[] LineOf(string nonce, DateTimeOffset at) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"<46>1 {at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'} kotwal {Program} - - - canary {nonce}"));

    private IEnumerable<Measurement<double>> Latency()
    {
        lock (turn)
        {
            return arrived is var (took, _) ? [new Measurement<double>(took.TotalSeconds)] : [];
        }
    }
}
