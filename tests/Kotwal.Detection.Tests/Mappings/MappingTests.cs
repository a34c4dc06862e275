using Kotwal.Detection.Mappings;

namespace Kotwal.Detection.Tests.Mappings;

public sealed class MappingTests
{
    private const string Windows = """
        name: windows
        applies: {has: winlog.channel}
        route: [winlog.channel, event.code]
        log_source: {product: windows}
        services:
          sysmon:
            - winlog.channel: Sysmon
        categories:
          registry_event:
            - winlog.channel: Sysmon
              event.code: [12, 13, 14]
          registry_add:
            - winlog.channel: Sysmon
              event.code: [12]
        fields:
          EventID: [event.code]
          "*": ["winlog.event_data.{name}", "winlog.event_data.{words}"]
        """;

    [Fact]
    public void One_event_can_be_in_several_categories()
    {
        var sources = RouteOf(("winlog.channel", "Sysmon"), ("event.code", "12"));

        Assert.True(sources.Satisfy("windows", "registry_event", service: null));
        Assert.True(sources.Satisfy("windows", "registry_add", service: null));
        Assert.True(sources.Satisfy("windows", category: null, "sysmon"));
        Assert.False(sources.Satisfy("windows", "process_creation", service: null));
        Assert.False(sources.Satisfy("linux", category: null, service: null));
    }

    [Fact]
    public void What_a_rule_leaves_open_is_not_asked()
    {
        var sources = RouteOf(("winlog.channel", "Elsewhere"));

        Assert.True(sources.Satisfy(product: null, category: null, service: null));
        Assert.True(sources.Satisfy("Windows", category: null, service: null));
        Assert.False(sources.Satisfy("windows", category: null, "sysmon"));
    }

    [Fact]
    public void An_event_no_mapping_fits_belongs_nowhere()
    {
        var sources = RouteOf(("message", "hello"));

        Assert.False(sources.Satisfy("windows", category: null, service: null));
        Assert.True(sources.Satisfy(product: null, category: null, service: null));
    }

    [Fact]
    public void The_same_route_gives_the_same_instance()
    {
        var router = new LogSourceRouter(Set(Windows));
        var batch = Some.Event(("winlog.channel", "Sysmon"), ("event.code", "12"), ("message", "one"));
        Some.Add(batch, ("winlog.channel", "Sysmon"), ("event.code", "12"), ("message", "two"));

        var first = batch[0];
        var second = batch[1];

        Assert.Same(router.Find(in first), router.Find(in second));
    }

    [Fact]
    public void Values_that_never_end_do_not_fill_the_memory()
    {
        var router = new LogSourceRouter(Set(Windows));

        for (var number = 0; number < 50_000; number++)
        {
            var candidate = Some.Event(("winlog.channel", "Sysmon"), ("event.code", $"{number}"))[0];
            router.Find(in candidate);
        }

        Assert.InRange(router.KnownRoutes, 1, LogSourceRouter.MaxRoutes);
    }

    [Fact]
    public void A_rules_field_is_looked_for_under_its_mapped_names_and_then_under_its_own()
    {
        var fields = Set(Windows).Resolve("EventID", "windows", service: null);

        Assert.Equal(
            ["event.code", "winlog.event_data.EventID", "winlog.event_data.Event ID", "EventID"],
            fields.Select(field => field.Name));
    }

    [Fact]
    public void A_mapping_of_another_product_does_not_speak_for_a_rule()
    {
        var fields = Set(Windows).Resolve("EventID", "linux", service: null);

        Assert.Equal(["EventID"], fields.Select(field => field.Name));
    }

    [Theory]
    [InlineData("EventID", "windows", true)]
    [InlineData("CommandLine", "windows", true)]
    [InlineData("CommandLine", null, false)]
    [InlineData("EventID", null, true)]
    [InlineData("EventID", "linux", false)]
    public void A_name_is_known_when_somebody_has_said_what_it_means(string name, string? product, bool isKnown) =>
        Assert.Equal(isKnown, Set(Windows).Knows(name, product));

    [Fact]
    public void A_service_can_stand_in_the_event_itself()
    {
        const string Zeek = """
            name: zeek
            applies: {event.module: zeek}
            route: [event.dataset]
            log_source: {product: zeek}
            service_from: {field: event.dataset, after: "zeek."}
            fields:
              "*": ["zeek.{service}.{name}"]
            """;
        var candidate = Some.Event(("event.module", "zeek"), ("event.dataset", "zeek.dns"))[0];

        var sources = new LogSourceRouter(Set(Zeek)).Find(in candidate);
        var fields = Set(Zeek).Resolve("query", "zeek", "dns");

        Assert.True(sources.Satisfy("zeek", category: null, "dns"));
        Assert.Equal(["zeek.dns.query", "query"], fields.Select(field => field.Name));
    }

    [Theory]
    [InlineData("name: [", ":1:")]
    [InlineData("name: x\ncolour: red\n", ":2:1: 'colour' is not a part of a mapping")]
    [InlineData("name: x\nservices:\n  s:\n    - event.code: 1\n", "'event.code' decides a log source and is not in 'route'")]
    [InlineData("route: []\n", "a name is missing")]
    public void A_wrong_mapping_names_place_and_reason(string text, string expected)
    {
        var error = Assert.Throws<InvalidDataException>(() => MappingReader.Read("my.yaml", text));

        Assert.StartsWith("my.yaml:", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_shipped_mappings_can_be_read()
    {
        var set = MappingSet.Load(Path.Combine(AppContext.BaseDirectory, "content", "mappings"));

        Assert.Contains(set.All, mapping => mapping.Name == "windows");
        Assert.Equal("ecs", set.All[^1].Name);
    }

    private static LogSources RouteOf(params (string Name, string Value)[] fields)
    {
        var candidate = Some.Event(fields)[0];
        return new LogSourceRouter(Set(Windows)).Find(in candidate);
    }

    private static MappingSet Set(string yaml) => new([MappingReader.Read("test.yaml", yaml)]);
}
