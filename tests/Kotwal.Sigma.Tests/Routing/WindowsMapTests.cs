using System.Text;
using Kotwal.Sigma.Routing;
using Kotwal.Sigma.Syntax;
using Kotwal.Sigma.Tests.Corpus;

namespace Kotwal.Sigma.Tests.Routing;

public sealed class WindowsMapTests
{
    private const string Sysmon = "Microsoft-Windows-Sysmon/Operational";

    [Fact]
    public void An_event_is_in_all_categories_of_its_channel_and_id() => Assert.Equal(
        [new("windows"), new("windows", null, "sysmon"), .. new[] { "registry_add", "registry_delete", "registry_event" }.Select(category => new SigmaLogSource("windows", category, "sysmon"))],
        SigmaLogSourceMap.Windows.SourcesOf([Sysmon, "12"]));

    [Fact]
    public void Every_channel_is_of_Windows_and_only_known_ones_are_more()
    {
        Assert.Equal([new("windows"), new("windows", null, "security")], SigmaLogSourceMap.Windows.SourcesOf(["Security", "4624"]));
        Assert.Equal([new("windows")], SigmaLogSourceMap.Windows.SourcesOf(["Something else", "1"]));
        Assert.Equal([new("windows")], SigmaLogSourceMap.Windows.SourcesOf([null, null]));
    }

    [Fact]
    public void Winlogbeat_differs_in_the_names_of_fields_only()
    {
        Assert.Equal(["Channel", "EventID"], SigmaLogSourceMap.Windows.Fields);
        Assert.Equal(["winlog.channel", "event.code"], SigmaLogSourceMap.Winlogbeat.Fields);
        Assert.Equal(SigmaLogSourceMap.Windows.SourcesOf([Sysmon, "1"]), SigmaLogSourceMap.Winlogbeat.SourcesOf([Sysmon, "1"]));
    }

    [Fact]
    public void The_map_knows_what_the_expected_matches_were_made_with()
    {
        var wanted = WindowsLogSources.Map().Entries.ToHashSet(EntryText.Instance);

        Assert.Subset(SigmaLogSourceMap.Windows.Entries.SelectMany(ByValue).ToHashSet(EntryText.Instance), wanted);
    }

    /// <summary>An entry with several event ids says the same as an entry for each.</summary>
    private static IEnumerable<SigmaLogSourceEntry> ByValue(SigmaLogSourceEntry entry) => entry.When.Length < 2
        ? [entry]
        : entry.When[1].Value.Select(id => entry with { When = [entry.When[0], new(entry.When[1].Key, [id])] });

    private sealed class EntryText : IEqualityComparer<SigmaLogSourceEntry>
    {
        public static EntryText Instance { get; } = new();

        public bool Equals(SigmaLogSourceEntry? left, SigmaLogSourceEntry? right) => TextOf(left!) == TextOf(right!);

        public int GetHashCode(SigmaLogSourceEntry entry) => TextOf(entry).GetHashCode(StringComparison.Ordinal);

        private static string TextOf(SigmaLogSourceEntry entry)
        {
            var text = new StringBuilder().Append(entry.Source);
            foreach (var (field, values) in entry.When)
            {
                text.Append(' ').Append(field).Append('=').AppendJoin(',', values);
            }

            return text.ToString();
        }
    }
}
