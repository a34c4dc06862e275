using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Tests.Syntax;

public sealed class LogSourceTests
{
    private static readonly SigmaLogSource[] RegistryAdd =
        [new("windows", "registry_event", "sysmon"), new("windows", "registry_add", "sysmon")];

    [Theory]
    [InlineData("windows", null, null, true)]
    [InlineData(null, "registry_add", null, true)]
    [InlineData("Windows", "REGISTRY_EVENT", "Sysmon", true)]
    [InlineData("windows", "registry_set", null, false)]
    [InlineData("linux", null, null, false)]
    [InlineData("windows", null, "security", false)]
    public void What_a_rule_leaves_open_is_a_wildcard(string? product, string? category, string? service, bool expected)
    {
        Assert.Equal(expected, new SigmaLogSource(product, category, service).AppliesToAny(RegistryAdd));
    }

    [Fact]
    public void What_an_event_leaves_open_is_nothing_a_rule_could_ask_for()
    {
        Assert.False(new SigmaLogSource("windows", "process_creation").AppliesTo(new("windows")));
    }
}
