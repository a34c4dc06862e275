using Kotwal.Respond.Incidents;

namespace Kotwal.Respond.Tests.Incidents;

public sealed class EntityTests
{
    [Fact]
    public void An_address_is_the_same_entity_as_source_and_as_destination()
    {
        var asSource = Assert.Single(Entity.Of([new("source.ip", "10.1.2.3")]));
        var asDestination = Assert.Single(Entity.Of([new("destination.ip", "10.1.2.3")]));

        Assert.Equal(asSource, asDestination);
    }

    [Fact]
    public void A_host_is_compared_without_case_and_blanks()
    {
        var loud = Assert.Single(Entity.Of([new("host.name", " HEADEND-1 ")]));
        var quiet = Assert.Single(Entity.Of([new("host.name", "headend-1")]));

        Assert.Equal(quiet, loud);
    }

    [Theory]
    [InlineData("source.ip", "127.0.0.1")]
    [InlineData("source.ip", "::1")]
    [InlineData("user.name", "-")]
    [InlineData("host.name", "  ")]
    [InlineData("host.name", "LocalHost")]
    [InlineData("process.name", "sshd")]
    public void What_says_nothing_or_means_another_on_every_machine_joins_nothing(string field, string value)
    {
        var entities = Entity.Of([new(field, value)]);

        Assert.Empty(entities);
    }

    [Fact]
    public void A_value_of_endless_length_joins_nothing()
    {
        var entities = Entity.Of([new("user.name", new string('a', Entity.MaxValueLength + 1))]);

        Assert.Empty(entities);
    }

    [Fact]
    public void The_rule_stands_in_only_where_no_entity_is_named()
    {
        Assert.Equal([new Entity(Entity.Rules, "r1")], Entity.Of([new("user.name", "-")], "r1"));
        Assert.Equal([new Entity(Entity.Users, "asha")], Entity.Of([new("user.name", "asha")], "r1"));
    }
}
