using Kotwal.Sigma.Pipelines;
using static Kotwal.Sigma.Tests.Pipelines.PipelineCase;

namespace Kotwal.Sigma.Tests.Pipelines;

public sealed class ConditionTests
{
    private const string Rule = """
        title: Some rule
        id: 11111111-1111-4111-8111-111111111111
        status: test
        level: high
        date: 2024-03-01
        author: Somebody
        tags: [attack.t1003, attack.execution]
        logsource: {product: windows, category: process_creation}
        detection:
          selection: {Image|endswith: '\cmd.exe', User: [root, null], Port: 22}
          condition: selection
        """;

    [Theory]
    [InlineData("{type: logsource, product: windows}", true)]
    [InlineData("{type: logsource, product: Windows, category: process_creation}", true)]
    [InlineData("{type: logsource, product: windows, service: sysmon}", false)]
    [InlineData("{type: contains_field, field: User}", true)]
    [InlineData("{type: contains_field, field: user}", false)]
    [InlineData(@"{type: contains_detection_item, field: Image, value: '*\cmd.exe'}", true)]
    [InlineData(@"{type: contains_detection_item, field: Image, value: '\cmd.exe'}", false)]
    [InlineData("{type: contains_detection_item, field: Port, value: 22}", true)]
    [InlineData("{type: contains_detection_item, field: Port, value: '22'}", false)]
    [InlineData("{type: is_sigma_rule}", true)]
    [InlineData("{type: is_sigma_correlation_rule}", false)]
    [InlineData("{type: tag, tag: attack.t1003}", true)]
    [InlineData("{type: tag, tag: attack.t1004}", false)]
    [InlineData("{type: rule_attribute, attribute: title, value: Some rule}", true)]
    [InlineData("{type: rule_attribute, attribute: author, value: Somebody, op: ne}", false)]
    [InlineData("{type: rule_attribute, attribute: level, value: medium, op: gte}", true)]
    [InlineData("{type: rule_attribute, attribute: level, value: critical, op: gte}", false)]
    [InlineData("{type: rule_attribute, attribute: status, value: experimental, op: gt}", true)]
    [InlineData("{type: rule_attribute, attribute: status, value: stable, op: gte}", false)]
    [InlineData("{type: rule_attribute, attribute: date, value: 2024-02-29, op: gt}", true)]
    [InlineData("{type: rule_attribute, attribute: date, value: 2024-03-01, op: lt}", false)]
    [InlineData("{type: rule_attribute, attribute: modified, value: 2024-03-01}", false)]
    [InlineData("{type: rule_attribute, attribute: modified, value: 2024-03-01, op: ne}", true)]
    [InlineData("{type: rule_attribute, attribute: tags, value: attack.execution, op: in}", true)]
    [InlineData("{type: rule_attribute, attribute: tags, value: attack.execution, op: not_in}", false)]
    public void A_condition_on_the_rule_decides_whether_a_step_is_taken(string condition, bool expected) =>
        Assert.Equal(expected, IsTaken($"rule_conditions: [{condition}]"));

    [Theory]
    [InlineData("rule_conditions: [{type: is_sigma_rule}, {type: contains_field, field: No}]", false)]
    [InlineData("rule_conditions: [{type: is_sigma_rule}, {type: contains_field, field: No}], rule_cond_op: or", true)]
    [InlineData("rule_conditions: [{type: is_sigma_rule}, {type: contains_field, field: No}], rule_cond_not: true", true)]
    [InlineData("rule_conditions: [{type: is_sigma_rule}], rule_cond_not: true", false)]
    [InlineData("rule_cond_not: true", true)]
    [InlineData("rule_conditions: {a: {type: is_sigma_rule}, b: {type: contains_field, field: No}}, rule_cond_expr: a and not b", true)]
    [InlineData("rule_conditions: {a: {type: is_sigma_rule}, b: {type: contains_field, field: No}}, rule_cond_expr: not (a or b)", false)]
    [InlineData("rule_conditions: {a: {type: is_sigma_rule}, b: {type: contains_field, field: No}}, rule_cond_expr: a, rule_cond_not: true", false)]
    public void Conditions_are_joined_by_all_by_any_and_by_expressions(string conditions, bool expected) => Assert.Equal(expected, IsTaken(conditions));

    [Theory]
    [InlineData("{type: set_state, key: k, val: 5}", "{type: processing_state, key: k, val: 5}", true)]
    [InlineData("{type: set_state, key: k, val: 5}", "{type: processing_state, key: k, val: 4, op: gt}", true)]
    [InlineData("{type: set_state, key: k, val: a}", "{type: processing_state, key: k, val: a, op: ne}", false)]
    [InlineData("{type: set_state, key: k, val: a}", "{type: processing_state, key: k, val: b, op: lte}", true)]
    [InlineData("{type: set_state, key: k, val: a, id: s}", "{type: processing_item_applied, processing_item_id: s}", true)]
    [InlineData("{type: set_state, key: k, val: a, id: s, rule_conditions: [{type: tag, tag: no}]}", "{type: processing_item_applied, processing_item_id: s}", false)]
    [InlineData("{type: set_custom_attribute, attribute: mine, value: a}", "{type: rule_attribute, attribute: mine, value: a}", true)]
    [InlineData("{type: set_custom_attribute, attribute: mine, value: a, rule_conditions: [{type: tag, tag: no}]}", "{type: rule_attribute, attribute: mine, value: a}", false)]
    public void A_step_can_ask_what_earlier_ones_did(string earlier, string condition, bool expected) =>
        Assert.Equal(expected, IsTaken($"rule_conditions: [{condition}]", $"- {earlier}\n"));

    [Theory]
    [InlineData(@"{type: match_string, cond: any, pattern: '\*\\cmd'}", "Image")]
    [InlineData(@"{type: match_string, cond: any, pattern: 'cmd'}", "")]
    [InlineData("{type: match_string, cond: any, pattern: root}", "User")]
    [InlineData("{type: match_string, cond: all, pattern: root}", "")]
    [InlineData("{type: match_string, cond: all, pattern: nothing, negate: true}", "Image User Port")]
    [InlineData("{type: match_value, cond: any, value: 22}", "Port")]
    [InlineData("{type: match_value, cond: any, value: root}", "User")]
    [InlineData("{type: contains_wildcard, cond: any}", "Image")]
    [InlineData("{type: is_null, cond: any}", "User")]
    [InlineData("{type: is_null, cond: all}", "")]
    [InlineData("{type: processing_state, key: k, val: 1}", "Image User Port")]
    [InlineData("{type: processing_item_applied, processing_item_id: first}", "User")]
    public void A_condition_on_items_chooses_among_them(string condition, string expected) =>
        Assert.Equal(expected, Chosen($"detection_item_conditions: [{condition}]"));

    [Theory]
    [InlineData("field_name_conditions: [{type: include_fields, fields: [Image, Port]}]", "Image Port")]
    [InlineData("field_name_conditions: [{type: include_fields, fields: ['I.*', 'or'], mode: re}]", "Image")]
    [InlineData("field_name_conditions: [{type: exclude_fields, fields: Image}]", "User Port")]
    [InlineData("field_name_conditions: [{type: include_fields, fields: [Image]}], field_name_cond_not: true", "User Port")]
    [InlineData("field_name_conditions: [{type: include_fields, fields: [Image]}, {type: include_fields, fields: [Port]}], field_name_cond_op: or", "Image Port")]
    [InlineData("field_name_conditions: [{type: processing_item_applied, processing_item_id: first}], field_name_cond_not: true", "Image Port")]
    [InlineData("field_name_conditions: [{type: processing_state, key: k, val: 2}]", "")]
    [InlineData("field_name_conditions: {a: {type: include_fields, fields: [Image]}}, field_name_cond_expr: not a, detection_item_conditions: [{type: is_null, cond: any}], detection_item_cond_not: true", "Port")]
    public void A_condition_on_names_chooses_among_items(string conditions, string expected) => Assert.Equal(expected, Chosen(conditions));

    private static bool IsTaken(string conditions, string earlier = "")
    {
        var rule = Apply(Pipeline($"{earlier}- {{type: change_logsource, product: other, {conditions}}}"), Read());
        return rule.LogSource.Product == "other";
    }

    /// <summary>The fields that a step drops, which is taken after another has set a state and changed a user.</summary>
    private static string Chosen(string conditions)
    {
        var steps = $"""
            - {"{"}type: set_state, key: k, val: 1{"}"}
            - {"{"}type: map_string, id: first, mapping: {"{"}root: [root, root]{"}"}{"}"}
            - {"{"}type: field_name_prefix, prefix: x., {conditions}{"}"}
            """;
        return string.Join(' ', Apply(Pipeline(steps), Read()).Items().Where(item => item.Field!.StartsWith("x.", StringComparison.Ordinal)).Select(item => item.Field![2..]));
    }

    private static Kotwal.Sigma.Syntax.SigmaRule Read() =>
        Assert.IsType<Kotwal.Sigma.Syntax.SigmaRule>(Assert.Single(Kotwal.Sigma.Syntax.SigmaReader.Read(Rule).Documents));
}
