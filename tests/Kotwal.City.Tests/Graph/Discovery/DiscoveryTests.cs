using System.Globalization;
using System.Text;
using Kotwal.City.Access;
using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Kotwal.City.Graph.Discovery;
using Kotwal.City.Graph.Imports;
using Kotwal.City.Tests.Graph.Imports;
using Kotwal.Events;
using Kotwal.Inventory;
using Microsoft.Extensions.DependencyInjection;

namespace Kotwal.City.Tests.Graph.Discovery;

public sealed class DiscoveryTests : IAsyncLifetime
{
    private TestCity city = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private GraphSnapshot Now => city.Get<CityGraph>().Current;

    private DiscoveryWorker Worker => city.Get<DiscoveryWorker>();

    public async ValueTask InitializeAsync()
    {
        city = await TestCity.CreateAsync(services => services.AddDiscovery().Configure<DiscoveryOptions>(options => options.MaxStaged = 5));
        InventoryItem[] known =
        [
            SomeItem.Of("zone", "id:ref=kotwal/zone/field", "network=203.0.113.0/24"),
            SomeItem.Of("zone", "id:ref=kotwal/zone/wifi", "network=172.16.0.0/16", "guests=yes"),
            SomeItem.Asset("id:ref=netbox/1", "id:mac=02:00:00:00:00:01", "id:ip=10.0.0.1", "name=known"),
        ];
        await city.Get<GraphImports>().ImportAsync(known, new("import:netbox", Some.Noon, Reach.WholeCity), "test", "", Cancel);
    }

    public ValueTask DisposeAsync() => city.DisposeAsync();

    [Fact]
    public async Task A_stranger_that_speaks_becomes_a_staged_node_with_its_evidence()
    {
        Hear("10.0.0.9", ("source.ip", "203.0.113.7"));
        Hear("10.0.0.9", ("source.ip", "203.0.113.7"));

        await Worker.RecordAsync(Cancel);

        var staged = Now.Nodes(Reach.WholeCity).Where(node => node.State == NodeStates.Staged).ToList();
        Assert.Equal(["10.0.0.9", "203.0.113.7"], staged.Select(node => node.Name).Order(StringComparer.Ordinal));
        var stranger = staged.Single(node => node.Name == "203.0.113.7");
        Assert.Equal(("2", "test", "field"), (stranger.Attribute(HeardWords.Count), stranger.Attribute(HeardWords.Sources), stranger.Zone?.ShortId));
        Assert.Equal(2, stranger.Attribute(HeardWords.Events)!.Split(' ').Length);
    }

    [Theory]
    [InlineData("10.0.0.1", "198.51.100.7")]
    [InlineData("127.0.0.1", "169.254.1.1")]
    [InlineData("fe80::1", "224.0.0.1")]
    public async Task Who_is_known_or_lives_elsewhere_or_is_no_machine_is_no_stranger(string sender, string source)
    {
        Hear(sender, ("source.ip", source));

        Assert.Equal(0, await Worker.RecordAsync(Cancel));
        Assert.Equal(1, Now.Recording);
    }

    [Fact]
    public async Task The_same_stranger_again_records_nothing_until_its_evidence_is_old()
    {
        Hear("10.0.0.9");
        await Worker.RecordAsync(Cancel);
        Hear("10.0.0.9");
        await Worker.RecordAsync(Cancel);
        Assert.Equal(2, Now.Recording);

        city.Clock.Advance(TimeSpan.FromDays(2));
        Hear("10.0.0.9");
        await Worker.RecordAsync(Cancel);

        var stranger = Assert.Single(Now.Nodes(Reach.WholeCity), node => node.State == NodeStates.Staged);
        Assert.Equal(("3", 3L), (stranger.Attribute(HeardWords.Count), Now.Recording));
        Assert.Equal("2026-03-01T12:00:00Z", stranger.Attribute(HeardWords.First));
    }

    [Fact]
    public async Task A_person_confirms_or_ignores_and_an_ignored_one_is_not_found_again()
    {
        Hear("10.0.0.9");
        Hear("10.0.0.8");
        await Worker.RecordAsync(Cancel);
        var first = Now.FindAddress("10.0.0.9", Some.Noon, Reach.WholeCity)!;
        var second = Now.FindAddress("10.0.0.8", Some.Noon, Reach.WholeCity)!;

        Assert.True(await city.Get<GraphDecisions>().ConfirmAsync(first.Id, "asha", Reach.WholeCity, Cancel));
        Assert.True(await city.Get<GraphDecisions>().IgnoreAsync(second.Id, "asha", Reach.WholeCity, Cancel));
        city.Clock.Advance(TimeSpan.FromDays(3));
        Hear("10.0.0.8");

        Assert.Equal(0, await Worker.RecordAsync(Cancel));
        Assert.Equal(["confirmed", "ignored"], ((NodeId[])[first.Id, second.Id]).Select(id => Now.Find(id, Reach.WholeCity)!.State));
    }

    [Fact]
    public async Task An_inventory_that_knows_a_stranger_confirms_it_and_keeps_its_id()
    {
        Hear("10.0.0.9");
        await Worker.RecordAsync(Cancel);
        var staged = Now.FindAddress("10.0.0.9", Some.Noon, Reach.WholeCity)!;

        await city.Get<GraphImports>().ImportAsync(
            [SomeItem.Asset("id:ip=10.0.0.9", "name=pump")], new("import:csv", Some.Noon, Reach.WholeCity), "test", "", Cancel);

        Assert.Equal(("pump", "confirmed"), (Now.Find(staged.Id, Reach.WholeCity)!.Name, Now.Find(staged.Id, Reach.WholeCity)!.State));
    }

    [Fact]
    public async Task An_address_that_was_given_to_a_card_is_its_own_from_then_on_and_the_inventory_keeps_its_word()
    {
        city.Clock.Advance(TimeSpan.FromHours(1));
        Lease("10.0.0.50");
        await Worker.RecordAsync(Cancel);
        city.Clock.Advance(TimeSpan.FromHours(1));
        Lease("10.0.0.51");
        await Worker.RecordAsync(Cancel);

        var known = Now.Nodes(Reach.WholeCity, "asset").Single(node => node.Name == "known");
        Assert.Equal(["10.0.0.1", "10.0.0.51"], known.Identifiers.Where(mark => mark.Kind == "ip").Select(mark => mark.Value));
        Assert.Equal("known", Now.FindAddress("10.0.0.50", Some.Noon.AddMinutes(90), Reach.WholeCity)?.Name);
        Assert.Null(Now.FindAddress("10.0.0.50", Some.Noon.AddHours(3), Reach.WholeCity));
    }

    [Fact]
    public async Task A_clock_that_runs_ahead_stages_its_stranger_once()
    {
        for (var time = 0; time < 3; time++)
        {
            HearAt(Some.Noon.AddYears(1), "10.0.0.9");
            await Worker.RecordAsync(Cancel);
            city.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Single(Now.Nodes(Reach.WholeCity), node => node.State == NodeStates.Staged);
        Assert.NotNull(Now.FindAddress("10.0.0.9", Some.Noon, Reach.WholeCity));
    }

    [Fact]
    public async Task Of_addresses_given_at_once_the_last_one_holds_and_a_late_record_changes_nothing()
    {
        city.Clock.Advance(TimeSpan.FromHours(3));
        LeaseAt(Some.Noon.AddMinutes(20), "10.0.0.51");
        LeaseAt(Some.Noon.AddMinutes(10), "10.0.0.50");
        LeaseAt(Some.Noon.AddMinutes(30), "10.0.0.50");
        await Worker.RecordAsync(Cancel);
        LeaseAt(Some.Noon.AddMinutes(15), "10.0.0.77");
        await Worker.RecordAsync(Cancel);

        var known = Now.Nodes(Reach.WholeCity, "asset").Single(node => node.Name == "known");
        Assert.Equal(["10.0.0.1", "10.0.0.50"], known.Identifiers.Where(mark => mark.Kind == "ip").Select(mark => mark.Value));
        Assert.Equal("known", Now.FindAddress("10.0.0.51", Some.Noon.AddMinutes(25), Reach.WholeCity)?.Name);
    }

    [Fact]
    public async Task A_card_that_asks_for_addresses_without_end_is_given_few_and_the_rest_is_counted()
    {
        city.Clock.Advance(TimeSpan.FromHours(3));
        for (var number = 1; number < 250; number++)
        {
            LeaseAt(Some.Noon.AddMinutes(10).AddSeconds(number), string.Create(CultureInfo.InvariantCulture, $"10.7.0.{number}"));
        }

        await Worker.RecordAsync(Cancel);

        var known = Now.Nodes(Reach.WholeCity, "asset").Single(node => node.Name == "known");
        Assert.Equal(Sightings.MaxBindings, known.IdentifierHistory.Count(mark => mark.Source == FactSources.Heard));
        Assert.Contains("10.7.0.249", known.Identifiers.Select(mark => mark.Value));
    }

    [Fact]
    public async Task Addresses_of_both_families_are_held_at_once_and_what_came_late_finds_its_place()
    {
        city.Clock.Advance(TimeSpan.FromHours(9));
        LeaseAt(Some.Noon.AddHours(3), "10.0.0.52");
        LeaseAt(Some.Noon.AddHours(2), "10.0.0.51");
        LeaseAt(Some.Noon.AddHours(4), "10.0.0.53");
        await Worker.RecordAsync(Cancel);
        LeaseAt(Some.Noon.AddHours(1), "10.0.0.50");
        LeaseAt(Some.Noon.AddHours(5), "2001:db8::50");
        await Worker.RecordAsync(Cancel);

        var known = Now.Nodes(Reach.WholeCity, "asset").Single(node => node.Name == "known");
        Assert.Equal(["10.0.0.1", "10.0.0.53", "2001:db8::50"], known.Identifiers.Where(mark => mark.Kind == "ip").Select(mark => mark.Value));
        Assert.Equal(
            [("10.0.0.50", 1, 2), ("10.0.0.51", 2, 3), ("10.0.0.52", 3, 4), ("10.0.0.53", 4, null)],
            known.IdentifierHistory.Where(mark => mark.Source == FactSources.Heard && !mark.Value.Contains(':', StringComparison.Ordinal))
                .Select(mark => (mark.Value, (mark.Since - Some.Noon).Hours, (mark.Until - Some.Noon)?.Hours)));
    }

    [Fact]
    public async Task A_card_that_moves_all_the_time_moves_a_few_times_an_hour_and_others_are_heard_still()
    {
        for (var round = 0; round < 20; round++)
        {
            for (var number = 0; number < 100; number++)
            {
                city.Clock.Advance(TimeSpan.FromSeconds(1));
                Lease(string.Create(CultureInfo.InvariantCulture, $"10.1.{round}.{number}"));
            }

            await Worker.RecordAsync(Cancel);
        }

        var known = Now.Nodes(Reach.WholeCity, "asset").Single(node => node.Name == "known");
        Assert.Equal(new DiscoveryOptions().MaxMovesPerHour, known.IdentifierHistory.Count(mark => mark.Source == FactSources.Heard));
        city.Clock.Advance(TimeSpan.FromHours(1));
        Lease("10.1.99.1");
        await Worker.RecordAsync(Cancel);
        Assert.Equal("known", Now.FindAddress("10.1.99.1", city.Clock.GetUtcNow(), Reach.WholeCity)?.Name);
    }

    [Fact]
    public async Task A_card_that_asks_without_end_leaves_room_for_the_others()
    {
        for (var number = 0; number < Sightings.MaxWaiting + 100; number++)
        {
            Lease(string.Create(CultureInfo.InvariantCulture, $"10.2.{number >> 8}.{number & 255}"));
        }

        Lease("10.3.0.1", "02:00:00:00:00:02");
        await Worker.RecordAsync(Cancel);

        Assert.Contains("10.3.0.1", Now.Nodes(Reach.WholeCity).Where(node => node.State == NodeStates.Staged).SelectMany(node => node.Identifiers).Select(mark => mark.Value));
    }

    [Fact]
    public async Task An_address_that_a_merged_part_was_given_ends_there_when_the_card_moves()
    {
        Lease("10.0.0.60", "02:00:00:00:00:02");
        await Worker.RecordAsync(Cancel);
        var part = Now.FindAddress("10.0.0.60", Some.Noon, Reach.WholeCity)!.Id;
        var known = Now.Nodes(Reach.WholeCity, "asset").Single(node => node.Name == "known").Id;
        Assert.True(await city.Get<GraphDecisions>().MergeAsync(part, known, "asha", Reach.WholeCity, Cancel));
        city.Clock.Advance(TimeSpan.FromHours(1));

        Lease("10.0.0.61", "02:00:00:00:00:02");
        await Worker.RecordAsync(Cancel);

        var now = city.Clock.GetUtcNow();
        Assert.Equal(known, Now.FindAddress("10.0.0.61", now, Reach.WholeCity)?.Id);
        Assert.Null(Now.FindAddress("10.0.0.60", now, Reach.WholeCity));
    }

    [Fact]
    public async Task Strangers_without_end_fill_neither_memory_nor_the_city()
    {
        for (var number = 0; number < Sightings.MaxWaiting + 100; number++)
        {
            Hear(string.Create(CultureInfo.InvariantCulture, $"10.9.{number >> 8}.{number & 255}"));
        }

        Assert.Equal(5, await Worker.RecordAsync(Cancel));
        Assert.Equal(5, Now.Nodes(Reach.WholeCity).Count(node => node.State == NodeStates.Staged));
        Hear("10.8.0.1");
        Assert.Equal(0, await Worker.RecordAsync(Cancel));
    }

    [Fact]
    public async Task Guests_are_counted_and_never_staged()
    {
        Hear("10.0.0.1", ("source.ip", "172.16.3.9"), ("source.mac", "02:00:00:00:00:77"));
        Hear("10.0.0.1", ("source.ip", "172.16.3.9"));
        Hear("10.0.0.1", ("source.ip", "172.16.3.10"));
        Lease("172.16.3.11", "02:00:00:00:00:78");
        Hear("10.0.0.1", ("source.ip", "172.17.0.1"));

        Assert.Equal(1, await Worker.RecordAsync(Cancel));
        Assert.Equal("172.17.0.1", Assert.Single(Now.Nodes(Reach.WholeCity), node => node.State == NodeStates.Staged).Name);
        Assert.Equal(3, city.Get<Sightings>().Guests.Count(Now.Find("zone", "wifi", Reach.WholeCity)!.Id));
        Assert.Equal(0, city.Get<Sightings>().Guests.Count(Now.Find("zone", "field", Reach.WholeCity)!.Id));
    }

    [Fact]
    public async Task What_the_city_owns_is_known_among_guests_too()
    {
        Lease("172.16.3.12");

        Assert.Equal(0, await Worker.RecordAsync(Cancel));
        Assert.Equal("known", Now.FindAddress("172.16.3.12", Some.Noon, Reach.WholeCity)?.Name);
        Assert.Equal(0, city.Get<Sightings>().Guests.Count(Now.Find("zone", "wifi", Reach.WholeCity)!.Id));
    }

    [Fact]
    public void A_guest_who_was_silent_for_a_day_is_none_any_more()
    {
        Hear("10.0.0.1", ("source.ip", "172.16.3.9"));
        city.Clock.Advance(GuestTally.Lately + TimeSpan.FromMinutes(1));

        Assert.Equal(0, city.Get<Sightings>().Guests.Count(Now.Find("zone", "wifi", Reach.WholeCity)!.Id));
    }

    [Fact]
    public void Guests_without_end_fill_no_memory()
    {
        var tally = city.Get<Sightings>().Guests;
        for (var number = 0; number < GuestTally.MaxGuests + 100; number++)
        {
            tally.Hear(default, (UInt128)number, EventTime.From(Some.Noon));
        }

        Assert.Equal(GuestTally.MaxGuests, tally.Count(default));
    }

    private void Lease(string address, string mac = "02:00:00:00:00:01") => LeaseAt(city.Clock.GetUtcNow(), address, mac);

    private void LeaseAt(DateTimeOffset at, string address, string mac = "02:00:00:00:00:01") => HearAt(
        at, "127.0.0.1", ("event.dataset", "zeek.dhcp"), ("zeek.dhcp.mac", mac), ("zeek.dhcp.assigned_addr", address));

    private void Hear(string sender, params (string Name, string Value)[] fields) => HearAt(city.Clock.GetUtcNow(), sender, fields);

    private void HearAt(DateTimeOffset at, string sender, params (string Name, string Value)[] fields)
    {
        var batch = new EventBatch(Guid.Empty, new CityEnricher(() => Now, geo: null, city.Get<Sightings>()));
        var origin = new RecordOrigin { Source = "test", Transport = "file", Sender = sender };
        batch.Begin(new Events.Record(Encoding.UTF8.GetBytes("line"), origin, EventTime.From(city.Clock.GetUtcNow()), 0, IsTruncated: false));
        batch.SetTime(EventTime.From(at));
        foreach (var (name, value) in fields)
        {
            batch.Add(Field.Of(name), value);
        }

        batch.End();
    }
}
