using static Kotwal.Sigma.Tests.Pipelines.PipelineCase;

namespace Kotwal.Sigma.Tests.Pipelines;

public sealed class FieldTests
{
    private const string Several = "- {type: field_name_mapping, mapping: {Image: [one, two]}}";

    [Theory]
    [InlineData("Image|endswith: x", "process.executable|endswith: x")]
    [InlineData("User: x", "User: x")]
    [InlineData("image: x", "image: x")]
    [InlineData("'|contains': x", "|contains: x")]
    public void A_field_gets_the_name_it_is_mapped_to_and_others_keep_theirs(string item, string expected) =>
        Assert.Equal(expected, ApplyToItem("- {type: field_name_mapping, mapping: {Image: process.executable}}", item));

    [Theory]
    [InlineData("Image|endswith: [x, y]", "(one|endswith: x, y | two|endswith: x, y)")]
    [InlineData("Image|contains|all: [x, y]", "(one|contains|all: x, y | two|contains|all: x, y)")]
    [InlineData("Image|exists: true", "(one|exists: true | two|exists: true)")]
    [InlineData("Image|neq: x", "(one|neq: x & two|neq: x)")]
    [InlineData("Image|exists: false", "(one|exists: false & two|exists: false)")]
    [InlineData("Image: null", "(one: null & two: null)")]
    [InlineData("Image|neq: null", "(one|neq: null | two|neq: null)")]
    [InlineData("Image: [x, null]", "(one: x | two: x | (one: null & two: null))")]
    public void Of_several_fields_one_must_be_so_and_none_must_be_there_where_absence_is_asked(string item, string expected) =>
        Assert.Equal(expected, ApplyToItem(Several, item));

    [Fact]
    public void What_is_absent_under_both_names_only_is_absent()
    {
        var rule = Apply(Several, "selection:\n  Image: null\n  Other: x\ncondition: selection");

        Assert.True(Matches(rule, ("Other", "x")));
        Assert.False(Matches(rule, ("Other", "x"), ("two", "something")));
        Assert.False(Matches(rule, ("Other", "x"), ("one", "something")));
    }

    [Fact]
    public void All_values_must_be_in_the_same_of_several_fields()
    {
        var rule = Apply(Several, "selection:\n  Image|contains|all: [x, y]\ncondition: selection");

        Assert.True(Matches(rule, ("two", "-x-y-")));
        Assert.False(Matches(rule, ("one", "x"), ("two", "y")));
    }

    [Theory]
    [InlineData("selection: [some, '*thing']\ncondition: selection", "selection = message: *some*, *thing* => selection")]
    [InlineData("selection:\n  '|all': [some, thing]\ncondition: selection", "selection = message|all: *some*, *thing* => selection")]
    [InlineData("selection:\n  '|re': a.c\ncondition: selection", "selection = message|re: a.c => selection")]
    public void Keywords_are_mapped_by_the_key_null_and_are_still_found_anywhere(string detection, string expected) =>
        Assert.Equal(expected, Show(Apply("- {type: field_name_mapping, mapping: {null: message}}", detection)));

    [Fact]
    public void A_rule_of_keywords_only_is_left_alone_by_a_mapping_of_fields()
    {
        const string Detection = "selection: [some, thing]\ncondition: selection";

        Assert.Equal("selection = : some, thing => selection", Show(Apply("- {type: field_name_mapping, mapping: {Image: x}}\n- {type: field_name_prefix, prefix: p.}", Detection)));
    }

    [Theory]
    [InlineData("Image|fieldref: ParentImage", "a|fieldref: b, c")]
    [InlineData("User|fieldref: ParentImage", "User|fieldref: b, c")]
    [InlineData("Image|fieldref|endswith: User", "a|fieldref|endswith: User")]
    [InlineData("User: ParentImage", "User: ParentImage")]
    public void Fields_that_values_refer_to_are_mapped_too(string item, string expected) =>
        Assert.Equal(expected, ApplyToItem("- {type: field_name_mapping, mapping: {Image: a, ParentImage: [b, c]}}", item));

    [Fact]
    public void Conditions_on_names_look_at_the_field_and_at_the_reference_each_for_itself() => Assert.Equal(
        "Image|fieldref: b",
        ApplyToItem(
            "- {type: field_name_mapping, mapping: {Image: a, ParentImage: b}, field_name_conditions: [{type: include_fields, fields: [ParentImage]}]}",
            "Image|fieldref: ParentImage"));

    [Theory]
    [InlineData("- {type: field_name_prefix, prefix: win.}", "win.Image: x")]
    [InlineData("- {type: field_name_suffix, suffix: .keyword}", "Image.keyword: x")]
    [InlineData("- {type: field_name_prefix_mapping, mapping: {Im: a., Ima: b.}}", "a.age: x")]
    [InlineData("- {type: field_name_prefix_mapping, mapping: {Im: [a., b.]}}", "(a.age: x | b.age: x)")]
    [InlineData("- {type: field_name_prefix_mapping, mapping: {age: b.}}", "Image: x")]
    [InlineData("- {type: field_name_transform, transform_func: upper}", "IMAGE: x")]
    [InlineData("- {type: field_name_transform, transform_func: lower, mapping: {Image: My}}", "My: x")]
    public void Names_are_changed_as_a_whole_or_in_part(string step, string expected) => Assert.Equal(expected, ApplyToItem(step, "Image: x"));

    [Theory]
    [InlineData("ParentImage", "parent_image")]
    [InlineData("LogonGUID", "logon_guid")]
    [InlineData("SHA256Sum", "sha256_sum")]
    public void Snake_case_begins_a_word_at_a_capital(string field, string expected) =>
        Assert.Equal($"{expected}: x", ApplyToItem("- {type: field_name_transform, transform_func: snake_case}", $"{field}: x"));

    [Fact]
    public void The_list_of_fields_is_mapped_and_can_be_changed()
    {
        var rule = Some.Rule("selection:\n  A: x\ncondition: selection");
        rule = rule with { Metadata = rule.Metadata with { Fields = ["A", "B"] } };

        Assert.Equal(["a1", "a2", "B"], Apply(Pipeline("- {type: field_name_mapping, mapping: {A: [a1, a2]}}"), rule).Metadata.Fields);
        Assert.Equal(["A", "B", "C", "D"], Apply(Pipeline("- {type: add_field, field: [C, D]}"), rule).Metadata.Fields);
        Assert.Equal(["B"], Apply(Pipeline("- {type: remove_field, field: A}"), rule).Metadata.Fields);
        Assert.Equal(["X"], Apply(Pipeline("- {type: set_field, fields: [X]}"), rule).Metadata.Fields);
    }

    [Fact]
    public void A_mapping_that_multiplies_without_end_is_stopped()
    {
        var names = string.Join(", ", Enumerable.Range(0, 400).Select(number => $"n{number}"));
        var again = string.Join(", ", Enumerable.Range(0, 400).Select(number => $"n{number}: [{names}]"));

        Assert.Contains(
            "more than 100000 items",
            ErrorOf($"- {{type: field_name_mapping, mapping: {{Image: [{names}]}}}}\n- {{type: field_name_mapping, mapping: {{{again}}}}}", "selection:\n  Image: x\ncondition: selection"),
            StringComparison.Ordinal);
    }
}
