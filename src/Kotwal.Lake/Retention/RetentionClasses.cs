using Kotwal.Events;
using Kotwal.Lake.Manifest;

namespace Kotwal.Lake.Retention;

/// <summary>The retention classes in their order; the first that fits takes an event. For the one thread that appends.</summary>
internal sealed class RetentionClasses
{
    private const int DefaultDays = LegalMinimum.DaysFromMay2027;
    private const int MaxKnownSources = 4_096;

    private readonly Dictionary<string, RetentionClass[]> bySource = new(StringComparer.Ordinal);

    private RetentionClasses(IReadOnlyList<RetentionClass> all) => All = all;

    /// <summary>The classes; the last takes whatever the others leave.</summary>
    public IReadOnlyList<RetentionClass> All { get; }

    /// <summary>The classes of settings that are right.</summary>
    public static RetentionClasses Of(LakeOptions options)
    {
        var all = options.Classes.Select(one => new RetentionClass(one)).ToList();
        if (!all.Exists(one => one.Name == Segment.DefaultClass))
        {
            // Also when another class takes the rest: what was stored before it was set up is of this one.
            all.Add(new RetentionClass(new RetentionClassOptions { Name = Segment.DefaultClass, Days = DefaultDays }));
        }
        else if (!all[^1].TakesAll)
        {
            // The class of that name is narrowed, and its time counts for the rest as well.
            all.Add(new RetentionClass(new RetentionClassOptions
            {
                Name = Segment.DefaultClass,
                Days = all.First(one => one.Name == Segment.DefaultClass).Days,
                ColdAfterDays = all.First(one => one.Name == Segment.DefaultClass).ColdAfterDays,
                BelowLegalMinimum = all.First(one => one.Name == Segment.DefaultClass).Acknowledgement,
            }));
        }

        return new RetentionClasses(all);
    }

    public string ClassOf(SecurityEvent stored)
    {
        if (All[0].TakesAll)
        {
            return All[0].Name;
        }

        return Candidates(stored.Origin.Source).First(one => one.TakesSeverity(stored)).Name;
    }

    /// <summary>True when a folder has been kept long enough. A class that the settings no longer name is kept as the default is.</summary>
    public bool IsOver(string name, DateOnly day, DateOnly today) => Of(name).IsOver(day, today);

    /// <summary>Days that a class has on a day.</summary>
    public int DaysOf(string name, DateOnly today) => Of(name).DaysOn(today);

    /// <summary>Days after which a class becomes cold, if it says so. What holds keep, and what no setting names, does as the default does.</summary>
    public int? ColdAfterDaysOf(string name) => Of(name).ColdAfterDays;

    private RetentionClass Of(string name) => All.FirstOrDefault(one => one.Name == name) ?? All.Last(one => one.Name == Segment.DefaultClass);

    private RetentionClass[] Candidates(string source)
    {
        if (!bySource.TryGetValue(source, out var candidates))
        {
            if (bySource.Count >= MaxKnownSources)
            {
                bySource.Clear();
            }

            bySource[source] = candidates = [.. All.Where(one => one.TakesSource(source))];
        }

        return candidates;
    }
}
