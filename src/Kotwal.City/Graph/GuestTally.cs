using Kotwal.City.Facts;
using Kotwal.Events;

namespace Kotwal.City.Graph;

/// <summary>
/// How many different addresses spoke lately in each zone of guests. Nobody is named and nothing is recorded: it is forgotten when
/// the program ends. Bounded, because a guest can invent addresses without end. Safe for many threads.
/// </summary>
public sealed class GuestTally(TimeProvider clock)
{
    /// <summary>Most guests that are told apart, in all zones together; further ones are not counted until some have gone.</summary>
    public const int MaxGuests = 65_536;

    /// <summary>Who was silent for that long is no guest any more.</summary>
    public static readonly TimeSpan Lately = TimeSpan.FromHours(24);

    private readonly Lock gate = new();
    private readonly Dictionary<Guest, DateTimeOffset> lastHeard = [];
    private DateTimeOffset nextClearing;

    /// <summary>How many guests spoke in the zone lately, as far as this program heard.</summary>
    public int Count(NodeId zone)
    {
        lock (gate)
        {
            Clear();
            return lastHeard.Keys.Count(guest => guest.Zone == zone);
        }
    }

    internal void Hear(NodeId zone, UInt128 address, EventTime at)
    {
        var guest = new Guest(zone, address);
        var heard = at.ToDateTimeOffset();
        lock (gate)
        {
            if (lastHeard.TryGetValue(guest, out var last))
            {
                lastHeard[guest] = heard > last ? heard : last;
                return;
            }

            if (lastHeard.Count >= MaxGuests && clock.GetUtcNow() >= nextClearing)
            {
                Clear();
            }

            if (lastHeard.Count < MaxGuests)
            {
                lastHeard.Add(guest, heard);
            }
        }
    }

    // Looks at all of them, so a flood of invented addresses may cause it once a minute and not with each event.
    private void Clear()
    {
        var now = clock.GetUtcNow();
        nextClearing = now + TimeSpan.FromMinutes(1);
        foreach (var (guest, last) in lastHeard)
        {
            if (now - last > Lately)
            {
                lastHeard.Remove(guest);
            }
        }
    }

    private readonly record struct Guest(NodeId Zone, UInt128 Address);
}
