using System.Diagnostics.Metrics;
using Kotwal.Serving;

namespace Kotwal.Tests.Serving;

public sealed class MetricsPageTests : IDisposable
{
    private readonly Meter meter = new("Kotwal.MetricsPageTests");
    private readonly MetricsPage page = new();

    public void Dispose()
    {
        meter.Dispose();
        page.Dispose();
    }

    [Fact]
    public void Counters_add_up_per_tag_and_gauges_show_what_is()
    {
        var counter = meter.CreateCounter<long>("kotwal.test.lines", description: "Lines.");
        meter.CreateObservableGauge("kotwal.test.depth", () => 7);

        counter.Add(2, new KeyValuePair<string, object?>("source", "a"));
        counter.Add(3, new KeyValuePair<string, object?>("source", "a"));

        var text = page.Write();
        Assert.Contains("# HELP kotwal_test_lines_total Lines.\n# TYPE kotwal_test_lines_total counter\n", text, StringComparison.Ordinal);
        Assert.Contains("kotwal_test_lines_total{source=\"a\"} 5\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE kotwal_test_depth gauge\nkotwal_test_depth 7\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hostile_source_name_cannot_forge_a_line()
    {
        meter.CreateCounter<long>("kotwal.test.hostile").Add(1, new KeyValuePair<string, object?>("source", "a\"} 9\nfake 1"));

        Assert.Contains("""kotwal_test_hostile_total{source="a\"} 9\nfake 1"} 1""", page.Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void Meters_of_others_are_not_shown()
    {
        using var other = new Meter("Other");
        other.CreateCounter<long>("other.things").Add(1);

        Assert.DoesNotContain("other_things", page.Write(), StringComparison.Ordinal);
    }
}
