using System.Globalization;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Reading.Flows;

/// <summary>Says what is missing of an exporter's stream, by its own numbers.</summary>
internal static class FlowLosses
{
    // An exporter counts milliseconds in 32 bits: after 49 days it begins at zero, though nothing was started anew.
    private const long NearlyAllMilliseconds = 0xF000_0000;
    private const long FewMilliseconds = 0x1000_0000;

    // Datagrams overtake each other by less.
    private const long SlackMilliseconds = 60_000;

    private static readonly Field Lost = FlowElements.Own("lost");
    private static readonly Field Unit = FlowElements.Own("lost_unit");

    /// <summary>Takes the datagram's number, and adds an event when something is missing before it.</summary>
    /// <param name="datagram">What was read.</param>
    /// <param name="sequence">Where the stream stands.</param>
    /// <param name="number">The datagram's number.</param>
    /// <param name="count">How many numbers it takes; null when that cannot be known.</param>
    /// <param name="unit">What the exporter counts.</param>
    /// <param name="headerBytes">The part of the datagram that says so.</param>
    public static void Take(FlowDatagram datagram, FlowSequence sequence, uint number, uint? count, string unit, int headerBytes)
    {
        var missing = sequence.Take(number, count);
        if (missing == 0)
        {
            return;
        }

        datagram.Batch.NoteLoss(datagram.Record.Origin, missing);
        if (missing > 0)
        {
            datagram.BeginOther(0, headerBytes, "event"u8, "loss");
            datagram.Batch.Add(Ecs.EventAction, "flows_lost"u8);
            FlowNumber.Add(datagram.Batch, Lost, (ulong)missing);
            datagram.Batch.Add(Unit, unit);
            datagram.Batch.Add(Ecs.Message, string.Create(
                CultureInfo.InvariantCulture, $"{missing} {unit} of this exporter did not arrive before its number {number}."));
            datagram.Batch.End();
        }
    }

    /// <summary>Notes the exporter's uptime; true when it was started anew since the datagram before.</summary>
    public static bool HasRestarted(FlowDomain domain, uint uptime)
    {
        var before = domain.Uptime;
        domain.Uptime = uptime;
        var isRound = before > NearlyAllMilliseconds && uptime < FewMilliseconds;
        if (before < 0 || isRound || uptime + SlackMilliseconds >= before)
        {
            domain.Uptime = isRound ? uptime : Math.Max(before, uptime);
            return false;
        }

        return true;
    }
}
