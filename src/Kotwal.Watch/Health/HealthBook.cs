using System.Collections.Concurrent;

namespace Kotwal.Watch.Health;

/// <summary>How everything is that the program looks after. Whoever looks reports; pages and the API read. Safe for many threads.</summary>
public sealed class HealthBook(TimeProvider clock)
{
    /// <summary>Most conditions that are kept; what is reported beyond them is told and not remembered.</summary>
    public const int MaxConditions = 10_000;

    private readonly ConcurrentDictionary<(string Kind, string Subject), HealthCondition> conditions = new();

    /// <summary>All that is known: what is ill first, then by kind and subject.</summary>
    public IReadOnlyList<HealthCondition> Conditions =>
    [
        .. conditions.Values.OrderByDescending(one => one.State == HealthState.Ill)
            .ThenBy(one => one.Kind, StringComparer.Ordinal).ThenBy(one => one.Subject, StringComparer.Ordinal),
    ];

    /// <summary>What is not as it should be.</summary>
    public IReadOnlyList<HealthCondition> Ill => [.. Conditions.Where(one => one.State == HealthState.Ill)];

    /// <summary>Whether something is ill at this moment.</summary>
    public bool IsIll(string kind, string subject) => conditions.TryGetValue((kind, subject), out var known) && known.State == HealthState.Ill;

    /// <summary>Takes a report.</summary>
    /// <returns>The condition, when it is ill and was not, or was ill and is well; else null.</returns>
    public HealthCondition? Report(string kind, string subject, HealthState state, string words)
    {
        var now = clock.GetUtcNow();
        var before = conditions.GetValueOrDefault((kind, subject));
        var after = new HealthCondition(kind, subject, state, words, before?.State == state ? before.Since : now, now);
        if (before is not null || conditions.Count < MaxConditions)
        {
            conditions[(kind, subject)] = after;
        }

        return (before?.State, state) is (not HealthState.Ill, HealthState.Ill) or (HealthState.Ill, HealthState.Well) ? after : null;
    }

    /// <summary>Takes over what was known before a new start, so that nothing is told twice.</summary>
    public void Restore(IEnumerable<HealthCondition> known)
    {
        foreach (var one in known.Take(MaxConditions))
        {
            conditions.TryAdd((one.Kind, one.Subject), one);
        }
    }

    /// <summary>Forgets something that is not looked after any more.</summary>
    public void Forget(string kind, string subject) => conditions.TryRemove((kind, subject), out _);
}
