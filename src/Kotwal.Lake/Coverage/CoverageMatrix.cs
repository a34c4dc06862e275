using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Kotwal.Lake.Coverage;

/// <summary>Who sent logs of which class on which days that are over, as it was counted day by day. Immutable.</summary>
/// <param name="Counted">The days that were counted, and how many events each had then.</param>
/// <param name="Waiting">Days that have events and are not counted yet.</param>
/// <param name="Heard">On which days each sender was heard.</param>
public sealed record CoverageMatrix(
    FrozenDictionary<DateOnly, long> Counted, ImmutableSortedSet<DateOnly> Waiting, IReadOnlyList<KeyValuePair<LogSender, DaySet>> Heard)
{
    /// <summary>Nothing counted.</summary>
    public static CoverageMatrix Empty { get; } = new(FrozenDictionary<DateOnly, long>.Empty, [], []);

    /// <summary>The matrix after some days were counted anew.</summary>
    /// <param name="days">Days with how many events they have, and who was heard on them. A day without events is forgotten.</param>
    /// <param name="waiting">Days that are still to be counted.</param>
    internal CoverageMatrix With(IReadOnlyCollection<CountedDay> days, ImmutableSortedSet<DateOnly> waiting)
    {
        var anew = days.Select(day => day.Day).Where(Counted.ContainsKey).Aggregate(DaySet.Empty, (set, day) => set.With(day));
        var heard = new Dictionary<LogSender, DaySet>(Heard.Count);
        foreach (var (sender, on) in Heard)
        {
            var kept = ReferenceEquals(anew, DaySet.Empty) ? on : on.Without(anew);
            if (!ReferenceEquals(kept, DaySet.Empty))
            {
                heard.Add(sender, kept);
            }
        }

        foreach (var day in days)
        {
            foreach (var sender in day.Senders)
            {
                heard[sender] = heard.GetValueOrDefault(sender, DaySet.Empty).With(day.Day);
            }
        }

        var counted = Counted.ToDictionary();
        foreach (var day in days)
        {
            counted.Remove(day.Day);
            if (day.Events > 0)
            {
                counted.Add(day.Day, day.Events);
            }
        }

        return new CoverageMatrix(counted.ToFrozenDictionary(), waiting, [.. heard]);
    }
}

/// <summary>Who was heard on a day.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Events">How many events the lake has of it; 0 when it has none any more.</param>
/// <param name="Senders">Who sent them.</param>
internal sealed record CountedDay(DateOnly Day, long Events, IReadOnlyCollection<LogSender> Senders);
