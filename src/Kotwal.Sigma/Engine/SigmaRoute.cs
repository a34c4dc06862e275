using Kotwal.Sigma.Frames;

namespace Kotwal.Sigma.Engine;

/// <summary>
/// The rules that apply to events of one kind. It learns from the events that pass what to look for first, and learns again when they
/// become different. For any number of threads.
/// </summary>
public sealed class SigmaRoute
{
    private const int FirstSample = 64;
    private const int LaterSample = 384;
    private const int LaterStride = 5;

    private readonly EngineRule[] rules;
    private readonly Lock sampling = new();
    private volatile RulePlan plan;
    private volatile EventSample? sample = new(FirstSample, 1);
    private readonly bool[] needed;
    private int rounds;

    internal SigmaRoute(int number, EngineRule[] rules)
    {
        Number = number;
        this.rules = rules;
        plan = RulePlan.Make(rules, null);
        var items = rules.SelectMany(rule => rule.Items).ToList();
        NeedsAllValues = items.Any(item => item.Item.Field is null);
        Fields = [.. items.SelectMany(item => item.Handles.Concat(item.References?.SelectMany(other => other.Handles) ?? [])).Distinct()];
        needed = new bool[Fields.Length == 0 ? 0 : Fields.Max() + 1];
        foreach (var field in Fields)
        {
            needed[field] = true;
        }
    }

    /// <summary>True when rules look for keywords: then values of all fields count, and the event as it was received.</summary>
    public bool NeedsAllValues { get; }

    /// <summary>Number of rules that apply.</summary>
    public int RuleCount => rules.Length;

    /// <summary>Rules of which nothing can be looked for, so that every event is put to them.</summary>
    public int AlwaysAsked => plan.AlwaysCount;

    /// <summary>How often the route has learnt from a sample.</summary>
    public int Rounds => rounds;

    /// <summary>The fields that rules look at.</summary>
    internal int[] Fields { get; }

    internal int Number { get; }

    internal RulePlan Plan => plan;

    internal bool IsLearning => sample is not null;

    /// <summary>True when a rule looks at a field; values of others need not be added to a frame, unless all are needed.</summary>
    public bool NeedsField(int field) => (uint)field < (uint)needed.Length && needed[field];

    /// <summary>Numbers of the rules, in their order.</summary>
    public IEnumerable<int> RuleNumbers => rules.Select(rule => rule.Number);

    /// <summary>Begins to learn anew.</summary>
    internal void LearnAgain() => sample ??= new(LaterSample, LaterStride);

    /// <summary>Takes an event into the sample; who fills it makes the new plan, while others go on with the old one.</summary>
    internal void Learn(SigmaEventFrame frame)
    {
        EventSample full;
        lock (sampling)
        {
            if (sample is not { IsFull: false } open)
            {
                return;
            }

            open.Offer(frame);
            if (!open.IsFull)
            {
                return;
            }

            full = open;
        }

        plan = RulePlan.Make(rules, full);
        sample = Interlocked.Increment(ref rounds) == 1 ? new(LaterSample, LaterStride) : null;
    }
}
