using Kotwal.Sigma.Syntax;
using static Kotwal.Sigma.Tests.Pipelines.PipelineCase;

namespace Kotwal.Sigma.Tests.Pipelines;

public sealed class RuleChangeTests
{
    private const string Two = "one:\n  A: x\n  B: y\ntwo:\n  C: z\ncondition: one and not two";

    [Theory]
    [InlineData("", "one = (A: x & B: y); two = C: z; _added = EventID: 1 => (_added and (one and not two))")]
    [InlineData(", negated: true", "one = (A: x & B: y); two = C: z; _added = EventID: 1 => (not _added and (one and not two))")]
    [InlineData(", name: two", "one = (A: x & B: y); two = C: z; two_2 = EventID: 1 => (two_2 and (one and not two))")]
    public void A_condition_is_added_to_those_of_the_rule(string options, string expected) =>
        Assert.Equal(expected, Show(Apply($"- {{type: add_condition, conditions: {{EventID: 1}}{options}}}", Two)));

    [Fact]
    public void An_added_condition_may_have_modifiers_and_lists_and_is_no_part_of_them()
    {
        var rule = Apply("- {type: add_condition, conditions: {Port|gte: 5, User: [a, b]}}", "one:\n  A: x\ncondition: all of them");

        Assert.Equal("one = A: x; _added = (Port|gte: 5 & User: a, b) => (_added and all of them)", Show(rule));
        Assert.True(Matches(rule, ("A", "x"), ("Port", 7), ("User", "b")));
        Assert.False(Matches(rule, ("A", "x"), ("Port", 4), ("User", "b")));
    }

    [Fact]
    public void A_template_takes_words_of_the_log_source()
    {
        Assert.EndsWith("_added = index: logs-test-$x$ => (_added and s)", Show(Apply(
            "- {type: add_condition, template: true, conditions: {index: 'logs-${product}-$$x$'}}", "s:\n  A: x\ncondition: s")), StringComparison.Ordinal);
        Assert.StartsWith(
            "The pipeline asks for the category of the log source, which the rule leaves open.",
            ErrorOf("- {type: add_condition, template: true, conditions: {index: $category}}", "s:\n  A: x\ncondition: s"),
            StringComparison.Ordinal);
        Assert.EndsWith("_added = index: $product => (_added and s)", Show(Apply(
            "- {type: add_condition, conditions: {index: $product}}", "s:\n  A: x\ncondition: s")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_log_source_is_changed_as_a_whole() => Assert.Equal(
        new SigmaLogSource(Service: "sysmon"),
        Apply("- {type: change_logsource, service: sysmon}", Two).LogSource);

    [Theory]
    [InlineData("A", "one = B: y; two = C: z => (one and not two)")]
    [InlineData("C", "one = (A: x & B: y) => one")]
    [InlineData("A, B", "two = C: z => not two")]
    public void A_dropped_item_leaves_what_is_beside_it(string fields, string expected) =>
        Assert.Equal(expected, Show(Apply(Drop(fields), Two)));

    [Theory]
    [InlineData("one:\n  - A: x\n  - B: x\ncondition: one", "one = B: x => one")]
    [InlineData("sel_a:\n  A: x\nsel_b:\n  B: x\ncondition: 1 of sel_*", "sel_b = B: x => 1 of sel_*")]
    [InlineData("sel_a:\n  A: x\nsel_b:\n  B: x\ncondition: 2 of sel_*", "sel_b = B: x => 1 of sel_*")]
    [InlineData("sel_a:\n  A: x\nsel_b:\n  B: x\ncondition: [sel_a, sel_b]", "sel_b = B: x => sel_b")]
    public void A_search_of_which_nothing_is_left_goes_out_of_lists_and_quantifiers(string detection, string expected) =>
        Assert.Equal(expected, Show(Apply(Drop("A"), detection)));

    [Fact]
    public void A_rule_of_which_nothing_is_left_is_rejected() => Assert.StartsWith(
        "The pipeline drops everything that the rule looks for.", ErrorOf(Drop("A, B, C"), Two), StringComparison.Ordinal);

    [Fact]
    public void A_failure_rejects_the_rules_it_is_meant_for()
    {
        Assert.Equal("No such events here. (pipeline step at some.yml:3:3)", ErrorOf("- {type: rule_failure, message: No such events here.}", Two));
        Assert.Equal("Not this one. (pipeline step at some.yml:3:3)", ErrorOf("- {type: detection_item_failure, message: Not this one., field_name_conditions: [{type: include_fields, fields: [C]}]}", Two));
        Apply("- {type: detection_item_failure, message: Not this one., field_name_conditions: [{type: include_fields, fields: [D]}]}", Two);
    }

    [Fact]
    public void A_field_that_nothing_has_mapped_can_be_made_a_failure()
    {
        const string Strict = "- {type: field_name_mapping, mapping: {A: a, B: B}}\n- {type: strict_field_mapping_failure}";

        Assert.StartsWith("No step of the pipeline maps the field 'C'.", ErrorOf(Strict, Two), StringComparison.Ordinal);
        Apply(Strict, "one:\n  A: x\n  B: y\nwords: [some]\ncondition: one or words");
    }

    [Fact]
    public void Steps_can_be_nested_under_common_conditions()
    {
        const string Nested = """
            - type: nest
              id: outer
              items:
                - {type: field_name_mapping, id: inner, mapping: {A: a}}
                - {type: field_name_prefix, prefix: p., field_name_conditions: [{type: processing_item_applied, processing_item_id: inner}]}
              rule_conditions: [{type: logsource, product: PRODUCT}]
            """;

        Assert.Equal("one = (p.a: x & B: y); two = C: z => (one and not two)", Show(Apply(Nested.Replace("PRODUCT", "test", StringComparison.Ordinal), Two)));
        Assert.Equal("one = (A: x & B: y); two = C: z => (one and not two)", Show(Apply(Nested.Replace("PRODUCT", "other", StringComparison.Ordinal), Two)));
    }

    private static string Drop(string fields) => $"- {{type: drop_detection_item, field_name_conditions: [{{type: include_fields, fields: [{fields}]}}]}}";
}
