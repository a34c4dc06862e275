using System.Text;
using Kotwal.Sigma.Engine;
using Kotwal.Sigma.Frames;
using Kotwal.Sigma.Matching;

namespace Kotwal.Sigma.Routing;

/// <summary>Finds the rules for an event by its log sources, and remembers. One thread at a time; bounded.</summary>
public sealed class SigmaRouteFinder
{
    private const int MostKeys = 16_384;
    private const int LongestKey = 1_024;

    private readonly SigmaEngine engine;
    private readonly SigmaLogSourceMap map;
    private readonly int[] fields;
    private readonly Dictionary<ulong, Known> known = [];
    private readonly byte[] key = new byte[LongestKey];

    /// <param name="engine">The rules.</param>
    /// <param name="map">The log sources.</param>
    /// <param name="names">The fields of events.</param>
    public SigmaRouteFinder(SigmaEngine engine, SigmaLogSourceMap map, SigmaFieldNames names)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(names);
        this.engine = engine;
        this.map = map;
        fields = [.. map.Fields.Select(names.Take)];
    }

    /// <summary>The rules that apply to an event.</summary>
    public SigmaRoute Find(SigmaEventFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        var length = WriteKey(frame);
        if (length < 0)
        {
            return Decide(frame);
        }

        var written = key.AsSpan(0, length);
        var hash = ByteHash.OfAll(written);
        if (known.TryGetValue(hash, out var found) && written.SequenceEqual(found.Key))
        {
            return found.Route;
        }

        if (known.Count >= MostKeys)
        {
            known.Clear();
        }

        var route = Decide(frame);
        known[hash] = new(written.ToArray(), route);
        return route;
    }

    private int WriteKey(SigmaEventFrame frame)
    {
        var length = 0;
        foreach (var field in fields)
        {
            var place = ValueOf(frame, field);
            var value = place < 0 ? default : frame.TextAt(place);
            if (length + value.Length + 2 > LongestKey)
            {
                return -1;
            }

            // A byte that is in no UTF-8 text parts the values, another one says that there is a value.
            value.CopyTo(key.AsSpan(length));
            length += value.Length;
            key[length++] = place < 0 ? (byte)0xFE : (byte)0xFF;
        }

        return length;
    }

    /// <summary>The field's first value; what is there without one says nothing.</summary>
    private static int ValueOf(SigmaEventFrame frame, int field)
    {
        var place = frame.First(field);
        while (place >= 0 && frame.SlotAt(place).Kind == SigmaValueKind.Object)
        {
            place = frame.SlotAt(place).Next - 1;
        }

        return place;
    }

    private SigmaRoute Decide(SigmaEventFrame frame) =>
        engine.RouteFor(map.SourcesOf([.. fields.Select(field => ValueOf(frame, field) is >= 0 and var place ? Encoding.UTF8.GetString(frame.TextAt(place)) : null)]));

    private readonly record struct Known(byte[] Key, SigmaRoute Route);
}
