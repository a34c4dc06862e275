using Kotwal.Events.Reading;

namespace Kotwal.Events.Tests.Formats;

public sealed class TableTests
{
    [Theory]
    [InlineData("windows-events.tsv", 2)]
    [InlineData("suricata-events.tsv", 2)]
    [InlineData("zeek-events.tsv", 2)]
    [InlineData("auditd-events.tsv", 2)]
    public void Kinds_of_events_are_told_in_the_words_of_the_schema(string table, int categories) =>
        Assert.All(FieldTable.Read(table), row =>
        {
            Assert.All(row[categories].Split(',', StringSplitOptions.RemoveEmptyEntries), word => Assert.Contains(word, SchemaRules.Categories));
            Assert.All(row[categories + 1].Split(',', StringSplitOptions.RemoveEmptyEntries), word => Assert.Contains(word, SchemaRules.Types));
        });

    [Theory]
    [InlineData("windows-system.tsv")]
    [InlineData("suricata-names.tsv")]
    [InlineData("zeek-names.tsv")]
    [InlineData("auditd-names.tsv")]
    public void Mappings_name_fields_of_the_schema_only(string table) =>
        Assert.All(FieldTable.ReadMapping(table), row => Assert.All(row.Value, copy => Assert.True(copy.Field.IsKnown)));
}
