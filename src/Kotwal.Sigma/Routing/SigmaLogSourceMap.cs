using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Routing;

/// <summary>A log source, and what must be in an event that comes from it.</summary>
/// <param name="Source">The log source.</param>
/// <param name="When">Fields and, for each, the texts of which one must be its first value; case decides. All must agree; empty for every event.</param>
public sealed record SigmaLogSourceEntry(SigmaLogSource Source, ImmutableArray<KeyValuePair<string, ImmutableArray<string>>> When);

/// <summary>
/// Says from which log sources an event comes: from all whose conditions hold (specification, "LogSource" and appendix "Taxonomy"). It
/// is data, because it differs from collector to collector. Immutable.
/// </summary>
public sealed class SigmaLogSourceMap
{
    private static readonly Lazy<SigmaLogSourceMap> WindowsMap = new(WindowsChannels.ByEvtxNames);
    private static readonly Lazy<SigmaLogSourceMap> WinlogbeatMap = new(WindowsChannels.ByEcsNames);

    /// <param name="entries">The log sources and their conditions.</param>
    public SigmaLogSourceMap(IEnumerable<SigmaLogSourceEntry> entries)
    {
        Entries = [.. entries];
        Fields = [.. Entries.SelectMany(entry => entry.When).Select(condition => condition.Key).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>
    /// Events of Windows as EVTX exports have them: services by <c>Channel</c>, categories by <c>Channel</c> and <c>EventID</c>. For sources that
    /// hold nothing else: every event counts as one of Windows.
    /// </summary>
    public static SigmaLogSourceMap Windows => WindowsMap.Value;

    /// <summary>The same by the names of Winlogbeat and ECS: <c>winlog.channel</c> and <c>event.code</c>.</summary>
    public static SigmaLogSourceMap Winlogbeat => WinlogbeatMap.Value;

    /// <summary>The log sources and their conditions.</summary>
    public ImmutableArray<SigmaLogSourceEntry> Entries { get; }

    /// <summary>The fields that decide.</summary>
    public ImmutableArray<string> Fields { get; }

    /// <summary>The log sources of an event.</summary>
    /// <param name="values">The first value of each of <see cref="Fields"/>, in their order; null where the event has none.</param>
    public ImmutableArray<SigmaLogSource> SourcesOf(IReadOnlyList<string?> values) =>
        [.. Entries.Where(entry => entry.When.All(condition => condition.Value.Contains(values[Fields.IndexOf(condition.Key)]!))).Select(entry => entry.Source)];
}
