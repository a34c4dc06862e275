using System.Collections.Concurrent;
using Kotwal.City.Work;
using Kotwal.Events.Alerts;

namespace Kotwal.Tests.Pipeline;

/// <summary>A desk that knows each alert once and counts how often it was told of any.</summary>
internal sealed class MemorySink : IAlertSink
{
    public ConcurrentDictionary<AlertId, Alert> Alerts { get; } = [];

    public int Told { get; private set; }

    public int Failures { get; set; }

    public ValueTask AcceptAsync(IReadOnlyList<Alert> alerts, CancellationToken cancel)
    {
        if (Failures-- > 0)
        {
            throw new IOException("The database is locked.");
        }

        foreach (var alert in alerts)
        {
            Told++;
            Alerts.TryAdd(alert.Id, alert);
        }

        return ValueTask.CompletedTask;
    }
}
