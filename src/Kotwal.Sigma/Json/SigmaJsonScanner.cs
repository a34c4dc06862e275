using Kotwal.Sigma.Engine;
using Kotwal.Sigma.Frames;
using Kotwal.Sigma.Routing;

namespace Kotwal.Sigma.Json;

/// <summary>From the bytes of a JSON event to the rules that match it. Keywords are looked for in its values. One thread at a time: each has its own, all share the engine.</summary>
/// <param name="engine">The rules, compiled with the resolver of <paramref name="names"/>.</param>
/// <param name="names">The fields of events.</param>
/// <param name="map">From which log sources events come; null to put every rule to every event.</param>
public sealed class SigmaJsonScanner(SigmaEngine engine, SigmaFieldNames names, SigmaLogSourceMap? map)
{
    private readonly SigmaRouteFinder? routes = map is null ? null : new(engine, map, names);
    private readonly SigmaRoute? all = map is null ? engine.AllRules : null;
    private readonly SigmaScanner scanner = engine.CreateScanner();
    private readonly SigmaJsonReader reader = new(names);

    /// <summary>The event that was read last.</summary>
    public SigmaEventFrame Frame { get; } = new();

    /// <summary>Adds the rules that match an event, as places in <see cref="SigmaEngine.Rules"/>.</summary>
    /// <returns>False when the bytes are no JSON object; nothing is added then.</returns>
    public bool TryMatch(ReadOnlySpan<byte> json, List<int> matches)
    {
        if (!reader.TryRead(json, Frame))
        {
            return false;
        }

        scanner.Match(Frame, all ?? routes!.Find(Frame), matches);
        return true;
    }
}
