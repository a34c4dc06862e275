using Kotwal.Sigma.Frames;
using Kotwal.Sigma.Matching;

namespace Kotwal.Sigma.Engine;

/// <summary>
/// Puts events to the rules of an engine. Allocates nothing once its routes have learnt. One thread at a time: each has its own.
/// </summary>
public sealed class SigmaScanner
{
    private const int FirstLook = 1 << 14;
    private const int LastLook = 1 << 22;
    private const double Drift = 1.5;

    private readonly Scratch scratch = new();
    private SigmaEventFrame? copy;
    private Watch[] watches = new Watch[64];

    internal SigmaScanner()
    {
    }

    /// <summary>Adds the numbers of the rules of a route that match, in the order of the engine.</summary>
    /// <param name="frame">The event.</param>
    /// <param name="route">The rules; of the engine that made this scanner.</param>
    /// <param name="matches">Takes places in <see cref="SigmaEngine.Rules"/>.</param>
    public void Match(SigmaEventFrame frame, SigmaRoute route, List<int> matches)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(matches);
        if (route.IsLearning)
        {
            route.Learn(frame);
        }

        var plan = route.Plan;
        var asked = plan.Match(frame, scratch, matches);
        if (route.Number >= watches.Length)
        {
            Array.Resize(ref watches, (route.Number + 1) * 2);
        }

        ref var watch = ref watches[route.Number];
        watch.Asked += asked;
        if (++watch.Events > watch.Until)
        {
            Look(ref watch, route, plan);
        }
    }

    /// <summary>Adds the numbers of the rules of a route that match an event of the caller's own kind. What the rules look at is copied.</summary>
    /// <param name="candidate">The event, with the handles that the rules were compiled for.</param>
    /// <param name="route">The rules; of the engine that made this scanner.</param>
    /// <param name="matches">Takes places in <see cref="SigmaEngine.Rules"/>.</param>
    public void Match<TEvent>(in TEvent candidate, SigmaRoute route, List<int> matches)
        where TEvent : ISigmaEvent, allows ref struct
    {
        ArgumentNullException.ThrowIfNull(route);
        var frame = copy ??= new();
        frame.Clear();
        foreach (var field in route.Fields)
        {
            var cursor = 0;
            while (candidate.TryNext(field, ref cursor, out var value))
            {
                frame.Add(field, value.Kind.HasText() ? value.Text : default, value.Kind);
            }
        }

        if (route.NeedsAllValues)
        {
            frame.SetOriginal(candidate.Original);
            var cursor = 0;
            while (candidate.TryNextOfAll(ref cursor, out var value))
            {
                frame.Add(-1, value.Kind.HasText() ? value.Text : default, value.Kind);
            }
        }

        Match(frame, route, matches);
    }

    /// <summary>Looks now and then whether rules are asked more often than the sample made expect. Ever more rarely, so that learning in vain ends.</summary>
    private static void Look(ref Watch watch, SigmaRoute route, RulePlan plan)
    {
        if (watch.Until > 0 && !route.IsLearning && watch.Asked > ((plan.ExpectedCandidates * Drift) + 1) * watch.Events)
        {
            route.LearnAgain();
        }

        watch = new() { Until = Math.Clamp(watch.Until * 2, FirstLook, LastLook) };
    }

    private struct Watch
    {
        public long Asked;
        public int Events;
        public int Until;
    }
}
