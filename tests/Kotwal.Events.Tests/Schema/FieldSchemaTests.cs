using System.Text.RegularExpressions;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Tests.Schema;

public sealed partial class FieldSchemaTests
{
    [Fact]
    public void Every_name_is_unique_lower_case_and_explained() =>
        Assert.All(FieldSchema.All, field =>
        {
            Assert.Matches(NamePattern(), field.Name);
            Assert.EndsWith(".", field.Meaning, StringComparison.Ordinal);
            Assert.True(FieldSchema.TryGet(field.Name, out var found));
            Assert.Same(field, found);
        });

    // From the published field reference of ECS 8.17.
    [Theory]
    [InlineData("@timestamp", FieldType.Date, false)]
    [InlineData("event.category", FieldType.Keyword, true)]
    [InlineData("event.type", FieldType.Keyword, true)]
    [InlineData("event.duration", FieldType.Long, false)]
    [InlineData("event.risk_score", FieldType.Double, false)]
    [InlineData("host.ip", FieldType.Ip, true)]
    [InlineData("source.ip", FieldType.Ip, false)]
    [InlineData("source.port", FieldType.Long, false)]
    [InlineData("related.ip", FieldType.Ip, true)]
    [InlineData("process.args", FieldType.Keyword, true)]
    [InlineData("process.parent.pid", FieldType.Long, false)]
    [InlineData("dns.resolved_ip", FieldType.Ip, true)]
    [InlineData("dns.header_flags", FieldType.Keyword, true)]
    [InlineData("http.response.status_code", FieldType.Long, false)]
    [InlineData("tls.established", FieldType.Boolean, false)]
    [InlineData("file.mtime", FieldType.Date, false)]
    [InlineData("registry.data.strings", FieldType.Keyword, true)]
    [InlineData("message", FieldType.Text, false)]
    [InlineData("user.roles", FieldType.Keyword, true)]
    [InlineData("threat.technique.id", FieldType.Keyword, true)]
    public void Types_are_those_of_the_published_schema(string name, FieldType type, bool isList)
    {
        Assert.True(FieldSchema.TryGet(name, out var field));

        Assert.Equal(type, field.Type);
        Assert.Equal(isList, field.IsList);
    }

    [Fact]
    public void A_name_the_schema_does_not_know_is_a_field_all_the_same()
    {
        var field = Field.Of("vendor.own");

        Assert.False(field.IsKnown);
        Assert.Equal(Field.Of("vendor.own"), field);
        Assert.Equal(Field.Of("vendor.own").GetHashCode(), field.GetHashCode());
        Assert.NotEqual(Field.Of("vendor.other"), field);
        Assert.NotEqual(Ecs.SourceIp, field);
    }

    [GeneratedRegex("^(@timestamp|[a-z0-9_]+(\\.[a-z0-9_]+)*)$")]
    private static partial Regex NamePattern();
}
