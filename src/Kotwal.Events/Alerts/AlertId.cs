using System.IO.Hashing;
using System.Text;

namespace Kotwal.Events.Alerts;

/// <summary>
/// Identifies one alert: a function of the rule and the events it is about, so that a replay after a crash makes no second
/// alert. A UUIDv8 that sorts by the receive time of its last event.
/// </summary>
public readonly record struct AlertId(Guid Value)
{
    /// <summary>Makes the id from the rule and its events in their order.</summary>
    public static AlertId Create(string ruleId, EventTime lastReceivedAt, params ReadOnlySpan<SecurityEventId> events)
    {
        var hash = new XxHash128();
        hash.Append(Encoding.UTF8.GetBytes(ruleId));
        Span<byte> bytes = stackalloc byte[16];
        foreach (var id in events)
        {
            id.Value.TryWriteBytes(bytes, bigEndian: true, out _);
            hash.Append(bytes);
        }

        return new(UuidV8.Create(lastReceivedAt.UnixMilliseconds, hash.GetCurrentHashAsUInt128()));
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
