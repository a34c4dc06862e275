using CsCheck;
using Kotwal.City.Access;
using Kotwal.City.Facts;
using Kotwal.City.Graph;

namespace Kotwal.City.Tests.Graph;

public sealed class FoldingTests
{
    private static readonly NodeId Pump = Told.Node(1);
    private static readonly NodeId Works = Told.Node(2);

    private static readonly string[] Sources = ["person:asha", "person:ravi", "files", "import:netbox", "import:csv", "import:nmap", "heard"];

    private static readonly string[] Predicates =
        ["kind", "name", "id:ip", "id:mac", "network", "rel:located-in", "rel:depends-on", "merged-into", "state"];

    private static readonly Gen<Fact> AnyFact =
        from subject in Gen.Int[1, 4].Select(Told.Node)
        from predicate in Gen.Int[0, Predicates.Length - 1].Select(place => Predicates[place])
        from value in Gen.Int[1, 4]
        from hour in Gen.Int[0, 5]
        from isEnd in Gen.Frequency((3, Gen.Const(false)), (1, Gen.Const(true)))
        let text = FactWords.PointsAtNode(predicate) ? Told.Node(value).ToString() : "v" + value
        select new Fact(subject, predicate, text, Some.Noon.AddHours(hour), isEnd);

    private static readonly Gen<(string Source, Fact[] Facts)[]> AnyRecordings =
        Gen.Select(Gen.Int[0, Sources.Length - 1].Select(place => Sources[place]), AnyFact.Array[1, 12]).Array[1, 5];

    [Theory]
    [InlineData("heard", "import:nmap")]
    [InlineData("import:nmap", "import:netbox")]
    [InlineData("import:netbox", "files")]
    [InlineData("files", "person:asha")]
    public void The_higher_rank_is_believed_and_the_other_word_is_kept_as_a_conflict(string lower, string higher)
    {
        var graph = new PlainGraph()
            .Record(higher, [.. Pump.Is("asset", "pump"), Pump.Said("vendor", "Right")])
            .Record(lower, Pump.Said("vendor", "Wrong", hour: 3));

        var pump = Find(graph, Pump, hour: 5);

        Assert.Equal("Right", pump.Attribute("vendor"));
        Assert.Equal(["vendor"], pump.Conflicts);
        Assert.Equal([(higher, true), (lower, false)], pump.Statements("vendor").Select(said => (said.Source, said.IsBelieved)));
    }

    [Fact]
    public void Of_equal_rank_the_later_effective_counts_and_then_the_later_recorded()
    {
        var graph = new PlainGraph()
            .Record("import:csv", [.. Pump.Is("asset", "pump"), Pump.Said("vendor", "late", hour: 2), Pump.Said("model", "first", hour: 1)])
            .Record("import:netbox", Pump.Said("vendor", "early", hour: 1), Pump.Said("model", "second", hour: 1));

        Assert.Equal("late", Find(graph, Pump, hour: 5).Attribute("vendor"));
        Assert.Equal("second", Find(graph, Pump, hour: 5).Attribute("model"));
        Assert.Equal("early", Find(graph, Pump, hour: 1).Attribute("vendor"));
    }

    [Fact]
    public void A_person_corrects_what_another_person_said_and_no_conflict_is_left()
    {
        var graph = new PlainGraph()
            .Record("person:asha", [.. Pump.Is("asset", "pump"), Pump.Said("vendor", "A", hour: 1)])
            .Record("person:ravi", Pump.Said("vendor", "B", hour: 2));

        Assert.Equal("B", Find(graph, Pump, hour: 5).Attribute("vendor"));
        Assert.Empty(Find(graph, Pump, hour: 5).Conflicts);
    }

    [Fact]
    public void What_a_source_ends_is_said_by_the_next_source()
    {
        var graph = new PlainGraph()
            .Record("import:csv", [.. Pump.Is("asset", "pump"), Pump.Said("vendor", "A")])
            .Record("files", Pump.Said("vendor", "B"), Pump.Ended("vendor", "B", hour: 2));

        Assert.Equal("B", Find(graph, Pump, hour: 1).Attribute("vendor"));
        Assert.Equal("A", Find(graph, Pump, hour: 2).Attribute("vendor"));
    }

    [Fact]
    public void An_address_is_known_with_the_times_in_which_it_held()
    {
        var graph = new PlainGraph().Record(
            "import:csv",
            [.. Pump.Is("asset", "pump"), Pump.Said("id:ip", "10.0.0.1", 1), Pump.Ended("id:ip", "10.0.0.1", 3), Pump.Said("id:ip", "10.0.0.2", 3), Pump.Said("id:ip", "10.0.0.1", 4)]);

        var pump = Find(graph, Pump, hour: 3);

        Assert.Equal(["kotwal/asset/pump", "10.0.0.2"], pump.Identifiers.Select(mark => mark.Value));
        Assert.Equal(
            [(1, 3), (4, null), (3, (int?)null)],
            pump.IdentifierHistory.Where(mark => mark.Kind == "ip").Select(mark => ((int)(mark.Since - Some.Noon).TotalHours, (int?)(mark.Until - Some.Noon)?.TotalHours)));
        Assert.Empty(graph.Snapshot(Some.Noon.AddHours(3)).FindAll(new("ip", "10.0.0.1"), Reach.WholeCity));
        Assert.Single(graph.Snapshot(Some.Noon.AddHours(4)).FindAll(new("ip", "10.0.0.1"), Reach.WholeCity));
    }

    [Fact]
    public void What_is_effective_later_does_not_count_yet_and_the_graph_knows_when_it_will()
    {
        var graph = new PlainGraph().Record("files", [.. Pump.Is("asset", "pump"), Pump.Said("vendor", "A", hour: 2)]);

        Assert.Null(Find(graph, Pump, hour: 1).Attribute("vendor"));
        Assert.Equal(FactTime.ToMicroseconds(Some.Noon.AddHours(2)), graph.Snapshot(Some.Noon.AddHours(1)).NextChange);
        Assert.Equal(long.MaxValue, graph.Snapshot(Some.Noon.AddHours(2)).NextChange);
    }

    [Fact]
    public void A_node_that_is_only_heard_of_is_staged_until_an_inventory_or_a_person_knows_it()
    {
        var heard = new PlainGraph().Record("heard", Pump.Said("kind", "asset"), Pump.Said("state", "staged"));

        Assert.Equal("staged", Find(heard, Pump, hour: 1).State);
        Assert.Equal("confirmed", Find(heard.Record("import:csv", Pump.Said("kind", "asset")), Pump, hour: 1).State);
        Assert.Equal("ignored", Find(heard.Record("person:asha", Pump.Said("state", "ignored")), Pump, hour: 1).State);
    }

    [Fact]
    public void Merged_nodes_are_one_under_both_ids_and_part_again_when_it_is_undone()
    {
        var graph = new PlainGraph()
            .Record("import:csv", [.. Pump.Is("asset", "pump"), Pump.To("runs", Told.Node(3)), .. Told.Node(3).Is("service", "water")])
            .Record("import:netbox", [.. Works.Is("asset", "works"), Works.Said("vendor", "V"), Told.Node(3).To("depends-on", Works)]);
        var before = Told.Write(graph.Snapshot(Some.Noon.AddHours(1)));

        graph.Record("person:asha", Works.Said("merged-into", Pump.ToString(), hour: 1));
        var merged = graph.Snapshot(Some.Noon.AddHours(1));
        graph.Record("person:ravi", Works.Ended("merged-into", Pump.ToString(), hour: 1));

        Assert.Equal(Pump, merged.Find(Works, Reach.WholeCity)?.Id);
        Assert.Equal("V", merged.Find(Pump, Reach.WholeCity)?.Attribute("vendor"));
        Assert.Equal(Pump, merged.Find("asset", "works", Reach.WholeCity)?.Id);
        Assert.Equal([Pump], merged.Find(Told.Node(3), Reach.WholeCity)!.Out(Reach.WholeCity).Select(to => to.To.Id));
        Assert.Equal(2, merged.Nodes(Reach.WholeCity).Count());
        Assert.Equal(before, Told.Write(graph.Snapshot(Some.Noon.AddHours(1))));
    }

    [Theory]
    [InlineData("heard", "import:netbox")]
    [InlineData("import:netbox", "person:asha")]
    public void Where_a_merged_node_stands_and_who_answers_is_what_the_higher_rank_says_and_the_other_word_is_a_conflict(string lower, string higher)
    {
        var part = Told.Node(6);
        var graph = new PlainGraph()
            .Record("files", [.. Works.Is("zone", "wrong"), .. Told.Node(3).Is("zone", "right"), .. Told.Node(4).Is("organisation", "theirs"), .. Told.Node(5).Is("organisation", "ours")])
            .Record(lower, [.. Pump.Is("asset", "pump"), Pump.To("located-in", Works, 2), Pump.To("owned-by", Told.Node(4), 2)])
            .Record(higher, [.. part.Is("asset", "part"), part.To("located-in", Told.Node(3), 1), part.To("owned-by", Told.Node(5), 1)])
            .Record("person:asha", part.Said("merged-into", Pump.ToString(), hour: 3));

        var pump = Find(graph, part, hour: 5);

        Assert.Equal(Pump, pump.Id);
        Assert.Equal(("right", "ours"), (pump.Zone?.ShortId, pump.Owner?.ShortId));
        Assert.Equal(["ours", "right", "theirs", "wrong"], pump.PlaceConflicts(Reach.WholeCity).Select(relation => relation.To.ShortId).Order(StringComparer.Ordinal));
        Assert.Equal(["right", "wrong"], pump.PlaceConflicts(Reach.WholeCity).Where(relation => relation.Name == "located-in").Select(relation => relation.To.ShortId));
    }

    [Fact]
    public void A_zone_and_a_ward_of_one_source_are_no_conflict_and_neither_is_the_same_word_of_two()
    {
        var graph = new PlainGraph()
            .Record("person:asha", [.. Pump.Is("asset", "pump"), Pump.To("located-in", Works), Pump.To("located-in", Told.Node(3))])
            .Record("files", [.. Works.Is("zone", "z"), .. Told.Node(3).Is("ward", "w"), Pump.To("located-in", Works)]);

        Assert.Empty(Find(graph, Pump, hour: 5).PlaceConflicts(Reach.WholeCity));
    }

    [Fact]
    public void All_that_holds_is_kept_and_of_what_is_over_the_newest()
    {
        const int Many = NodeFacts.MaxEnded + 500;
        var graph = new PlainGraph().Record("files", Pump.Is("asset", "pump"));
        graph.Record("files", Enumerable.Range(1, Many).Select(number => Pump.Said("id:serial", "open" + number)));
        graph.Record("files", Enumerable.Range(1, Many).SelectMany(number => (Fact[])
            [Pump.Said("id:mac", "m" + number), Pump.Ended("id:mac", "m" + number) with { EffectiveAt = Some.Noon.AddMinutes(number) }]));

        var marks = Find(graph, Pump, hour: 99).IdentifierHistory;

        Assert.Equal(Many, marks.Count(mark => mark.Kind == "serial"));
        Assert.Equal(NodeFacts.MaxEnded, marks.Count(mark => mark.Kind == "mac"));
        Assert.Contains(marks, mark => mark.Value == "m" + Many);
        Assert.DoesNotContain(marks, mark => mark.Value == "m1");
    }

    [Fact]
    public void The_order_in_which_facts_are_read_means_nothing() =>
        Gen.Select(AnyRecordings, Gen.Int[0, 6], Gen.Int).Sample((recordings, hour, seed) =>
        {
            var graph = Plain(recordings);

            var straight = graph.Snapshot(Some.Noon.AddHours(hour));
            var mixed = graph.Snapshot(Some.Noon.AddHours(hour), rows => [.. rows.OrderBy(row => HashCode.Combine(row.Number, seed))]);

            Assert.Equal(Told.Write(straight), Told.Write(mixed));
        });

    // Who recorded first decides only between words of one rank about one thing that are effective at the same time.
    [Fact]
    public void The_order_of_recordings_means_nothing_where_effective_times_and_ranks_decide() =>
        Gen.Select(AnyRecordings, Gen.Int[0, 6]).Sample((recordings, hour) =>
        {
            var apart = recordings.Index()
                .Select(pair => (pair.Item.Source, pair.Item.Facts
                    .DistinctBy(fact => (fact.Subject, fact.Predicate, fact.EffectiveAt))
                    .Select(fact => fact with { EffectiveAt = fact.EffectiveAt.AddMinutes(pair.Index) }).ToArray())).ToArray();

            var forwards = Plain(apart).Snapshot(Some.Noon.AddHours(hour));
            var backwards = Plain([.. apart.Reverse()]).Snapshot(Some.Noon.AddHours(hour));

            Assert.Equal(Told.Write(forwards), Told.Write(backwards));
        });

    private static GraphNode Find(PlainGraph graph, NodeId id, int hour) =>
        graph.Snapshot(Some.Noon.AddHours(hour)).Find(id, Reach.WholeCity) ?? throw new InvalidOperationException("The node is not there.");

    private static PlainGraph Plain((string Source, Fact[] Facts)[] recordings)
    {
        var graph = new PlainGraph();
        foreach (var number in Enumerable.Range(1, 4))
        {
            graph.Record("files", Told.Node(number).Said("kind", "asset"));
        }

        foreach (var (source, facts) in recordings)
        {
            graph.Record(source, facts);
        }

        return graph;
    }
}
