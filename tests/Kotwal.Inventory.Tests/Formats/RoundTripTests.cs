using CsCheck;
using Kotwal.Inventory.Formats;

namespace Kotwal.Inventory.Tests.Formats;

/// <summary>What a format writes it reads back the same, whatever stands in the values.</summary>
public sealed class RoundTripTests
{
    private static readonly Gen<string> Value =
        Gen.Frequency(
            (3, Gen.Char["abz AZ09,;\t\n\"'=+-@\\|<>&_x{}[]:ñकि–"].Array[1, 30].Select(characters => new string(characters).Trim())),
            (1, OneOf("=1+1", "'=1+1", "''x", "@cmd", "\\n", "a\\nb", "_x000A_", "\"\"", "😀", "-", "none", "1e5", "2024-01-01")))
        .Where(text => text.Length > 0);

    private static readonly Gen<InventoryIdentifier> Mark = Gen.OneOf(
        Gen.Int[1, 250].Select(last => new InventoryIdentifier(InventoryIdentifiers.Address, $"10.1.2.{last}")),
        Gen.Int[1, 250].Select(last => new InventoryIdentifier(InventoryIdentifiers.Address, $"fd00::{last:x}")),
        Gen.Int[0, 255].Select(last => new InventoryIdentifier(InventoryIdentifiers.Mac, $"00:1b:44:11:3a:{last:x2}")),
        Gen.Int[0, 99].Select(last => new InventoryIdentifier(InventoryIdentifiers.HostName, $"cam-{last}.city.example")),
        Gen.Int[1, 99].Select(last => new InventoryIdentifier(InventoryIdentifiers.Serial, last % 2 == 0 ? $"netrakel/sn{last}" : $"sn{last}")),
        Gen.Int[1, 99].Select(last => new InventoryIdentifier(InventoryIdentifiers.PackageUrl, $"pkg:npm/%40scope/ms@2.1.{last}")),
        Gen.Int[1, 99].Select(last => new InventoryIdentifier(InventoryIdentifiers.Cpe, $"cpe:2.3:a:f5:nginx:1.{last}:*:*:*:*:*:*:*")),
        Gen.Int[1, 99].Select(last => new InventoryIdentifier(InventoryIdentifiers.MqttClientId, $"=meter \\{last}")),
        Gen.Int[1, 99].Select(last => new InventoryIdentifier(InventoryIdentifiers.Reference, last % 2 == 0 ? $"kotwal/ward/w {last}" : $"netbox/dcim.device/{last}")));

    private static readonly Gen<KeyValuePair<string, string>> Attribute = Gen.OneOf(
        Gen.Select(OneOf(InventoryAttributes.Name, InventoryAttributes.NameHindi, InventoryAttributes.Note, InventoryAttributes.Vendor, "netbox.comments", "a.b"), Value)
            .Select(said => KeyValuePair.Create(said.Item1, said.Item2)),
        OneOf("low", "critical").Select(word => KeyValuePair.Create(InventoryAttributes.Criticality, word)),
        OneOf("camera", "meter_gateway", "ward").Select(word => KeyValuePair.Create(InventoryAttributes.Type, word)),
        OneOf("77.59,12.97", "-0.5,1e1", "77,x").Select(place => KeyValuePair.Create(InventoryAttributes.Location, place)),
        OneOf("{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3,4],[5,6.50],[1,2]]]}", "{\"type\": 1}")
            .Select(shape => KeyValuePair.Create(InventoryAttributes.Geometry, shape)));

    private static readonly Gen<InventoryRelation> Relation =
        Gen.Select(OneOf([.. InventoryRelations.All]), OneOf([.. InventoryKinds.All]), Mark).Select((name, kind, mark) => new InventoryRelation(name, kind, mark));

    private static readonly Gen<InventoryItem> Item =
        Gen.Select(OneOf([.. InventoryKinds.All]), Mark.Array[1, 4], Attribute.Array[0, 6], Relation.Array[0, 4]).Select((kind, marks, said, relations) =>
            new InventoryItem { Kind = kind, Identifiers = [.. marks.Distinct()], Attributes = [.. said.Distinct()], Relations = [.. relations.Distinct()] });

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    public static TheoryData<string> Writers => [.. InventoryFormats.All.OfType<IInventoryWriter>().Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Writers))]
    public void What_is_written_reads_back_the_same(string format) =>
        Item.Array[0, 5].Sample(
            items =>
            {
                var reading = new InventoryReading(TakesOwn: true);
                var read = Documents.Read(format, Documents.Write(format, items), reading);

                Assert.Empty(reading.Problems);
                Assert.Equal(items.Select(Documents.Text), read.Select(Documents.Text));
            },
            iter: 400);

    [Fact]
    public void What_a_bill_says_in_our_own_words_is_taken_only_when_it_is_asked_for()
    {
        var bill = Documents.Write("cyclonedx", new InventoryItem
        {
            Kind = InventoryKinds.Zone,
            Identifiers = [new(InventoryIdentifiers.Reference, "kotwal/zone/scada"), new(InventoryIdentifiers.PackageUrl, "pkg:npm/ms@2.1.0")],
            Attributes = [KeyValuePair.Create(InventoryAttributes.Name, "scada"), KeyValuePair.Create(InventoryAttributes.Network, "0.0.0.0/0")],
            Relations = [new(InventoryRelations.OwnedBy, InventoryKinds.Organisation, new(InventoryIdentifiers.Reference, "kotwal/organisation/x"))],
        });
        var (strange, own) = (new InventoryReading(), new InventoryReading(TakesOwn: true));

        var component = Assert.Single(Documents.Read("cyclonedx", bill, strange));
        Assert.Equal(InventoryKinds.Component, component.Kind);
        Assert.Equal([new(InventoryIdentifiers.PackageUrl, "pkg:npm/ms@2.1.0")], component.Identifiers);
        Assert.Null(component.Said(InventoryAttributes.Network));
        Assert.Empty(component.Relations);
        Assert.Contains("1 components say under kotwal:", Assert.Single(strange.Problems).Reason, StringComparison.Ordinal);

        Assert.Equal(InventoryKinds.Zone, Assert.Single(Documents.Read("cyclonedx", bill, own)).Kind);
        Assert.Empty(own.Problems);
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public void What_is_written_is_recognised(string format)
    {
        var document = Documents.Write(format, new InventoryItem { Kind = "asset", Identifiers = [new("ip", "10.0.0.1")] });

        Assert.Equal(format, InventoryFormats.Detect(document, "export." + format)?.Name);
    }
}
