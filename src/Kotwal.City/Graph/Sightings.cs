using Kotwal.Events;

namespace Kotwal.City.Graph;

/// <summary>
/// Who speaks and is nobody's: addresses and MAC addresses with the evidence, and which MAC address was given which address. Bounded,
/// because a stranger can invent addresses without end; what finds no room is counted. The thread that decodes writes, another
/// one takes.
/// </summary>
public sealed class Sightings(TimeProvider clock)
{
    /// <summary>Most strangers that wait to be taken.</summary>
    public const int MaxWaiting = 10_000;

    /// <summary>Most addresses of one card that wait to be taken.</summary>
    internal const int MaxBindings = 16;

    /// <summary>Most sources, and most events, named for one stranger.</summary>
    internal const int MaxNamed = 4;

    private readonly Lock gate = new();
    private Dictionary<Voice, Sighting> waiting = [];
    private Dictionary<ulong, List<Binding>> bindings = [];
    private int bindingCount;

    /// <summary>Strangers who are guests.</summary>
    public GuestTally Guests { get; } = new(clock);

    /// <summary>Hears somebody speak in an event.</summary>
    internal void Hear(Voice voice, SecurityEvent opened)
    {
        lock (gate)
        {
            if (!waiting.TryGetValue(voice, out var sighting))
            {
                if (waiting.Count >= MaxWaiting)
                {
                    CityMeter.SightingsDropped.Add(1);
                    return;
                }

                waiting.Add(voice, sighting = new Sighting(voice, opened.Timestamp));
            }

            sighting.Add(opened);
        }
    }

    /// <summary>Hears that a MAC address was given an address.</summary>
    internal void Bind(ulong mac, UInt128 address, EventTime at)
    {
        lock (gate)
        {
            // A card that asks for the same address again tells nothing, and one that takes many leaves room for the others: of its own
            // the oldest goes, because the one that came last is the one that it has.
            var given = bindings.GetValueOrDefault(mac);
            var time = at.ToDateTimeOffset();
            if (given is [.., var last] && last.Address == address && last.At <= time && !given.Exists(other => other.Address != address && other.At > last.At && other.At <= time))
            {
                return;
            }

            if (given?.Count >= MaxBindings)
            {
                given.RemoveAt(0);
                bindingCount--;
                CityMeter.MovesDropped.Add(1);
            }
            else if (bindingCount >= MaxWaiting)
            {
                CityMeter.SightingsDropped.Add(1);
                return;
            }

            if (given is null)
            {
                bindings.Add(mac, given = []);
            }

            given.Add(new(mac, address, time));
            bindingCount++;
        }
    }

    /// <summary>Takes what was heard since the last time.</summary>
    internal (IReadOnlyCollection<Sighting> Strangers, IReadOnlyList<Binding> Bindings) Take()
    {
        lock (gate)
        {
            var taken = (waiting.Values, bindings.Values.SelectMany(given => given).ToList());
            waiting = [];
            bindings = [];
            bindingCount = 0;
            return taken;
        }
    }
}

/// <summary>What somebody is heard by: an address, or a MAC address.</summary>
internal readonly record struct Voice(UInt128 Value, bool IsMac);

/// <summary>A MAC address that was given an address at a time.</summary>
internal readonly record struct Binding(ulong Mac, UInt128 Address, DateTimeOffset At);

/// <summary>The evidence of one stranger. Guarded by the table that it is in until it is taken.</summary>
internal sealed class Sighting(Voice voice, EventTime first)
{
    private readonly List<string> sources = [];
    private readonly List<SecurityEventId> events = [];

    public Voice Voice => voice;

    public EventTime First { get; private set; } = first;

    public EventTime Last { get; private set; } = first;

    public long Count { get; private set; }

    public IReadOnlyList<string> Sources => sources;

    /// <summary>The first events in which it was heard.</summary>
    public IReadOnlyList<SecurityEventId> Events => events;

    /// <summary>Counts what was heard earlier, too.</summary>
    public void Include(Sighting earlier)
    {
        Count += earlier.Count;
        First = earlier.First < First ? earlier.First : First;
    }

    public void Add(SecurityEvent opened)
    {
        Count++;
        First = opened.Timestamp < First ? opened.Timestamp : First;
        Last = opened.Timestamp > Last ? opened.Timestamp : Last;
        if (events.Count < Sightings.MaxNamed)
        {
            events.Add(opened.Id);
        }

        if (sources.Count < Sightings.MaxNamed && !sources.Contains(opened.Origin.Source))
        {
            sources.Add(opened.Origin.Source);
        }
    }
}
