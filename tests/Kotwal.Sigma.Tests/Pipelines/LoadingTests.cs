using Kotwal.Sigma.Pipelines;
using static Kotwal.Sigma.Tests.Pipelines.PipelineCase;

namespace Kotwal.Sigma.Tests.Pipelines;

public sealed class LoadingTests
{
    [Theory]
    [InlineData("- {type: field_name_maping}", "'field_name_maping' is no transformation; did you mean 'field_name_mapping'?")]
    [InlineData("- {type: field_name_mapping, mapping: {A: b}, mode: x}", "'mode' is no option of field_name_mapping; it has detection_item_cond_expr")]
    [InlineData("- {type: field_name_mapping}", "'mapping' of field_name_mapping is missing.")]
    [InlineData("- {type: field_name_mapping, mapping: {A: []}}", "'A' must be a text or a list of texts, and not be empty.")]
    [InlineData("- {type: field_name_mapping, mapping: {A: {b: c}}}", "'A' must be a text or a list of texts, and not be empty.")]
    [InlineData("- {mapping: {A: b}}", "A step of a pipeline must be a map with the 'type' of its transformation.")]
    [InlineData("- {type: is_not_there_at_all}", "'is_not_there_at_all' is no transformation; there are add_condition, add_field,")]
    [InlineData("- {type: query_expression_placeholders, expression: x}", "'query_expression_placeholders' puts a piece of a query into the rule.")]
    [InlineData("- {type: http_placeholders, url: x}", "'http_placeholders' reads values from outside")]
    [InlineData("- {type: rule_failure, message: x, rule_conditions: [{type: logsorce, product: x}]}", "'logsorce' is no condition of the kind rule; did you mean 'logsource'?")]
    [InlineData("- {type: rule_failure, message: x, rule_conditions: [{type: is_null, cond: any}]}", "'is_null' is no condition of the kind rule; there are contains_detection_item,")]
    [InlineData("- {type: rule_failure, message: x, rule_conditions: [{type: logsource}]}", "The condition logsource needs at least one of product, category and service.")]
    [InlineData("- {type: rule_failure, message: x, rule_conditions: [{type: logsource, products: x}]}", "The condition logsource needs")]
    [InlineData("- {type: rule_failure, message: x, rule_conditions: [{type: tag, tag: x, cond: any}]}", "'cond' is no option of the condition tag; it has tag.")]
    [InlineData("- {type: rule_failure, message: x, rule_conditions: {a: {type: is_sigma_rule}}}", "'rule_conditions' of rule_failure are named, so an expression")]
    [InlineData("- {type: rule_failure, message: x, rule_conditions: [{type: is_sigma_rule}], rule_cond_op: xor}", "'rule_cond_op' of rule_failure must be and or or.")]
    [InlineData("- {type: rule_failure, message: x, rule_conditions: [{type: is_sigma_rule}], rule_cond_not: maybe}", "'rule_cond_not' of rule_failure must be true or false.")]
    [InlineData("- {type: rule_failure, message: x, rule_conditions: {a: {type: is_sigma_rule}}, rule_cond_expr: b}", "The condition names a condition 'b' that the step does not have")]
    [InlineData("- {type: rule_failure, message: x, rule_conditions: {a: {type: is_sigma_rule}}, rule_cond_expr: a, rule_cond_op: and}", "'rule_cond_expr' of rule_failure excludes 'rule_cond_op'")]
    [InlineData("- {type: drop_detection_item, detection_item_conditions: [{type: is_null}]}", "'cond' of the condition is_null is missing: any or all.")]
    [InlineData("- {type: drop_detection_item, detection_item_conditions: [{type: match_string, cond: any, pattern: '('}]}", "'pattern' of the condition match_string has an expression that cannot be used")]
    [InlineData("- {type: drop_detection_item, field_name_conditions: [{type: include_fields, fields: [A], mode: glob}]}", "'mode' of the condition include_fields must be plain or re.")]
    [InlineData("- {type: replace_string, regex: '((a{999}){999}){999}', replacement: x}", "'regex' of replace_string has an expression that cannot be used: its repetitions")]
    [InlineData("- {type: replace_string, regex: a, replacement: '\\1'}", "'replacement' of replace_string refers to the group '1', which the expression does not have.")]
    [InlineData("- {type: replace_string, regex: a, replacement: '\\q'}", "'replacement' of replace_string has an escape at its character 1 that is none")]
    [InlineData("- {type: set_value, value: true, force_type: str}", "'force_type' of set_value needs a text or a number as the value, not true.")]
    [InlineData("- {type: set_value, value: x, force_type: num}", "'value' of set_value is no number: 'x'.")]
    [InlineData("- {type: value_placeholders, include: [a], exclude: [b]}", "'include' of value_placeholders and 'exclude' exclude each other.")]
    [InlineData("- {type: add_condition, conditions: {A|contans: x}}", "The modifier 'contans' is not part of Sigma; did you mean 'contains'?")]
    [InlineData("- {type: set_state, state: x}", "'key' of set_state is missing.")]
    [InlineData("- {type: nest}", "'items' of nest is missing.")]
    [InlineData("- {type: nest, items: [{type: nothing_of_the_kind}]}", "'nothing_of_the_kind' is no transformation")]
    [InlineData("- {type: change_logsource}", "change_logsource needs at least one of product, category and service.")]
    [InlineData("- {type: rule_failure, message: x, rule_conditions: [{type: rule_attribute, attribute: level, value: huge}]}", "'value' of the condition rule_attribute is no level: 'huge'.")]
    [InlineData("- {type: rule_failure, message: x, rule_conditions: [{type: rule_attribute, attribute: tags, value: x}]}", "'op' of the condition rule_attribute must be in or not_in for the attribute 'tags', not 'eq'.")]
    [InlineData("- {type: rule_failure, message: x, rule_conditions: [{type: rule_attribute, attribute: title, value: x, op: gt}]}", "'op' of the condition rule_attribute must be eq or ne")]
    [InlineData("- {type: hashes_fields, valid_hash_algos: [MD5], drop_algo_prefix: true}", "'drop_algo_prefix' of hashes_fields without 'field_prefix' leaves the fields no name.")]
    public void What_is_not_known_or_cannot_be_meant_is_rejected_with_the_reason(string steps, string reason) =>
        Assert.StartsWith(reason, SigmaPipeline.Read([new("some.yml", Text(steps))]).Rejected[0].Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("transformations: {type: nest}", 1, 18, "'transformations' must be a list")]
    [InlineData("name: x\npriorty: 5", 2, 1, "'priorty' is no option of a pipeline; did you mean 'priority'?")]
    [InlineData("priority: high", 1, 11, "'priority' of a pipeline must be a whole number.")]
    [InlineData("name: x\nvars: [a]", 2, 7, "'vars' of a pipeline must be a map")]
    [InlineData("- a", 1, 1, "A pipeline is one YAML document")]
    [InlineData("name: x\n---\nname: y", 1, 1, "A pipeline is one YAML document")]
    [InlineData("", 1, 1, "A pipeline is one YAML document")]
    [InlineData("name: x\nname: y", 2, 1, "The key 'name' stands twice")]
    [InlineData("transformations:\n  - type: replace_string\n    regex: '['\n    replacement: x", 3, 12, "'regex' of replace_string has an expression")]
    public void A_fault_has_its_place(string text, int line, int column, string reason)
    {
        var fault = FaultOf(text);

        Assert.StartsWith(reason, fault.Reason, StringComparison.Ordinal);
        Assert.Equal(("some.yml", line, column), (fault.Path, fault.Line, fault.Column));
    }

    [Fact]
    public void What_concerns_queries_only_is_said_to_have_no_effect()
    {
        var pipeline = SigmaPipeline.Read([new("some.yml", """
            name: For a query language
            allowed_backends: [splunk]
            vars: {table: {a: b}}
            transformations:
              - {type: set_state, key: index, val: main, field_name_conditions: [{type: include_fields, fields: [A]}]}
              - type: rule_failure
                message: Not here.
                rule_conditions:
                  - {type: processing_item_applied, processing_item_id: elsewhere}
                  - {type: processing_state, key: backend, val: x}
                  - {type: rule_attribute, attribute: mine, value: x}
            postprocessing:
              - {type: embed, prefix: index=main}
            finalizers:
              - {type: concat}
            """)]);

        Assert.Empty(pipeline.Rejected);
        Assert.Equal(
        [
            "some.yml:3:15: 'table' is no text, no number and no list of them, so no placeholder can have it as its values.",
            "some.yml:5:69: set_state changes whole rules, so only its rule_conditions have an effect.",
            "some.yml:12:1: 'postprocessing' changes the text of queries. Rules are evaluated here and never become one, so it has no effect.",
            "some.yml:14:1: 'finalizers' changes the text of queries. Rules are evaluated here and never become one, so it has no effect.",
            "some.yml:9:61: No step of the pipelines has the id 'elsewhere', so this condition never holds.",
            "some.yml:10:39: No set_state of the pipelines sets 'backend', so this condition never holds.",
            "some.yml:11:43: Rules have no attribute 'mine', and no set_custom_attribute of the pipelines sets it, so this condition never holds.",
        ],
        pipeline.Remarks.Select(remark => remark.ToString()));
    }

    [Fact]
    public void Several_pipelines_are_one_in_the_order_of_their_priority()
    {
        var pipeline = SigmaPipeline.Read(
        [
            new("late.yml", Text("- {type: value_placeholders}\n- {type: field_name_suffix, suffix: .late}", "priority: 50\nvars: {who: late}")),
            new("first.yml", Text("- {type: field_name_suffix, suffix: .first}", "name: First\nvars: {who: first, other: x}")),
            new("early.yml", Text("- {type: field_name_suffix, suffix: .early, rule_conditions: [{type: logsource, product: test}]}", "priority: 10")),
            new("second.yml", Text("- {type: field_name_suffix, suffix: .second}")),
        ]);

        Assert.Equal(["First", "second.yml", "early.yml", "late.yml"], pipeline.Names);
        Assert.Empty(pipeline.Remarks);
        Assert.Equal(
            "s = A.first.second.early.late: late-x => s", Show(Apply(pipeline, Some.Rule("s:\n  A|expand: '%who%-%other%'\ncondition: s"))));
    }

    [Fact]
    public void Of_a_file_with_a_fault_nothing_is_applied_and_others_are()
    {
        var pipeline = SigmaPipeline.Read([new("bad.yml", Text("- {type: field_name_suffix, suffix: .bad}\n- {type: nothing}")), new("good.yml", Text("- {type: field_name_suffix, suffix: .good}"))]);

        Assert.Equal("bad.yml", Assert.Single(pipeline.Rejected).Path);
        Assert.Equal("s = A.good: x => s", Show(Apply(pipeline, Some.Rule("s:\n  A: x\ncondition: s"))));
    }
}
