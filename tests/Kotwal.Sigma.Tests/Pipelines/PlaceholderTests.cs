using Kotwal.Sigma.Matching;
using static Kotwal.Sigma.Tests.Pipelines.PipelineCase;

namespace Kotwal.Sigma.Tests.Pipelines;

public sealed class PlaceholderTests
{
    private const string Vars = "vars: {admins: [root, 'adm*'], port: 22, sign: '100%x%'}";

    [Theory]
    [InlineData("User|expand: '%admins%'", "User: root, adm*")]
    [InlineData("User|expand|endswith: 'x\\\\%port %port%'", "User|endswith: x%port 22")]
    [InlineData("User|startswith|expand: 'a-%port%-%admins%'", "User|startswith: a-22-root, a-22-adm*")]
    [InlineData("User|re|expand: '^%admins%$'", "User|re: ^root$, ^adm\\*$")]
    [InlineData("User|expand: [a, '%port%']", "User: a, 22")]
    [InlineData("User: '%admins%'", "User: %admins%")]
    [InlineData("User|expand: 'no % here'", "User|expand: no % here")]
    public void Variables_take_the_place_of_placeholders(string item, string expected) =>
        Assert.Equal(expected, ApplyToItem("- {type: value_placeholders}", item, Vars));

    [Theory]
    [InlineData("User|expand: 'a%admins%b'", "User: a*b")]
    [InlineData("User|re|expand: 'a%admins%b'", "User|re: a.*b")]
    public void A_wildcard_takes_the_place_of_any_placeholder(string item, string expected) =>
        Assert.Equal(expected, ApplyToItem("- {type: wildcard_placeholders}", item));

    [Theory]
    [InlineData("include: [port]", "User|expand: %admins%-22")]
    [InlineData("exclude: [port]", "User|expand: root-%port%, adm*-%port%")]
    public void Placeholders_that_are_not_meant_stay(string options, string expected) =>
        Assert.Equal(expected, ApplyToItem($"- {{type: value_placeholders, {options}}}", "User|expand: '%admins%-%port%'", Vars));

    [Fact]
    public void A_percent_sign_of_a_value_is_no_placeholder_for_a_later_step()
    {
        var steps = "- {type: value_placeholders, include: [sign]}\n- {type: wildcard_placeholders}";

        Assert.Equal("User: 100%x%-*", ApplyToItem(steps, "User|expand: '%sign%-%other%'", Vars));
    }

    [Fact]
    public void A_placeholder_that_is_left_over_rejects_the_rule_when_it_is_compiled()
    {
        var rule = Apply("- {type: value_placeholders, include: [admins]}", "selection:\n  User|expand: '%other%'\ncondition: selection", Vars);

        Assert.False(SigmaMatcher.TryCompile(rule, new() { Fields = (_, _) => [1] }, out _, out var error));
        Assert.Contains("'%other%' has no values", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_placeholder_without_a_variable_rejects_the_rule() => Assert.StartsWith(
        "The placeholder '%admin%' has no values in the 'vars' of the pipelines; did you mean 'admins'?",
        ErrorOf("- {type: value_placeholders}", "selection:\n  User|expand: '%admin%'\ncondition: selection", Vars),
        StringComparison.Ordinal);

    [Fact]
    public void Placeholders_that_multiply_without_end_are_stopped()
    {
        var many = $"vars: {{many: [{string.Join(", ", Enumerable.Range(0, 200))}]}}";

        Assert.Contains(
            "more than 10000 values",
            ErrorOf("- {type: value_placeholders}", "selection:\n  User|expand: '%many%%many%%many%'\ncondition: selection", many),
            StringComparison.Ordinal);
    }
}
