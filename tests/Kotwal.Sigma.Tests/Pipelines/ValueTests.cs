using static Kotwal.Sigma.Tests.Pipelines.PipelineCase;

namespace Kotwal.Sigma.Tests.Pipelines;

public sealed class ValueTests
{
    [Theory]
    [InlineData(@"Image: C:\a\b", @"Image: C:/a/b")]
    [InlineData(@"Image|endswith: \b", @"Image: */b")]
    [InlineData(@"Image|contains: '\a\*'", @"Image: */a\**")]
    [InlineData(@"Image|startswith|cased: C:\", @"Image|cased: C:/*")]
    [InlineData(@"Image|re: a\\b", @"Image|re: a\\b")]
    [InlineData(@"Image|windash|contains: -a\b", @"Image|windash|contains: -a\b")]
    [InlineData(@"Image: null", @"Image: null")]
    public void Replace_string_sees_texts_with_their_wildcards(string item, string expected) =>
        Assert.Equal(expected, ApplyToItem(@"- {type: replace_string, regex: '\\', replacement: /}", item));

    [Theory]
    [InlineData(@"^\*\\([^\\]+)$", @"\1", @"Image|endswith: \cmd.exe", "Image: cmd.exe")]
    [InlineData(@"(?P<first>\w+)-(\w+)", @"\2-\g<first>", "Image: a-b", "Image: b-a")]
    [InlineData("b", "*", "Image: abc", "Image: a*c")]
    [InlineData("b", "", "Image: abc", "Image: ac")]
    [InlineData("b", @"\\", "Image: ab*", @"Image: a\\*")]
    [InlineData("7", "8", "Image: 77", "Image: 88")]
    [InlineData("x", "y", @"Image: [x, 'C:\\*', null]", @"Image: y, C:\\*, null")]
    [InlineData("x", "y", @"Image: 'x\\*'", @"Image: y\\*")]
    [InlineData("(?=x)", "<", "Image: axa", "Image: a<xa")]
    public void Replacements_may_use_groups_and_wildcards_and_leave_the_rest_as_it_was(string regex, string replacement, string item, string expected) =>
        Assert.Equal(expected, ApplyToItem($"- {{type: replace_string, regex: '{regex}', replacement: '{replacement}'}}", item));

    [Theory]
    [InlineData("", @"Image: *a\**")]
    [InlineData(", interpret_special: true", "Image: *a**")]
    public void Between_wildcards_only_plain_parts_are_replaced(string more, string expected) =>
        Assert.Equal(expected, ApplyToItem($"- {{type: replace_string, regex: '[*b]', replacement: '*', skip_special: true{more}}}", "Image|contains: ab"));

    [Theory]
    [InlineData("Image: a", "Image: b")]
    [InlineData("Image: [a, c, x]", "Image: b, d, e, x")]
    [InlineData("Image|contains: [a, c]", "Image: *a*, *c*")]
    [InlineData(@"Image|endswith: \x", "Image: mapped")]
    [InlineData("Image: 1", "Image: 1")]
    public void Map_string_exchanges_whole_values(string item, string expected)
    {
        var actual = ApplyToItem(@"- {type: map_string, mapping: {a: b, c: [d, e], '*\x': mapped}}", item);

        Assert.Equal(item.Contains("contains", StringComparison.Ordinal) ? "Image|contains: a, c" : expected, actual);
    }

    [Theory]
    [InlineData("value: x", "Image|endswith: [a, b]", "Image: x")]
    [InlineData("value: 5", "Image|re: a.*", "Image: 5")]
    [InlineData("value: null", "Image|neq: a", "Image|neq: null")]
    [InlineData("value: '5', force_type: num", "Image|gt: 3", "Image: 5")]
    public void Set_value_takes_the_place_of_all_values(string options, string item, string expected) =>
        Assert.Equal(expected, ApplyToItem($"- {{type: set_value, {options}}}", item));

    [Fact]
    public void A_keyword_cannot_become_null() => Assert.Contains(
        "A keyword must be a text or a number", ErrorOf("- {type: set_value, value: null}", "selection: [a]\ncondition: selection"), StringComparison.Ordinal);

    [Theory]
    [InlineData("num", "Image: ['1', '0x10', null, 7]", "SigmaNumber 1, SigmaNumber 0x10, SigmaNull null, SigmaNumber 7")]
    [InlineData("str", "Image: [1, a, null, true]", "SigmaText 1, SigmaText a, SigmaNull null, SigmaText true")]
    public void Convert_type_makes_numbers_of_texts_and_texts_of_numbers(string type, string item, string expected)
    {
        var rule = Apply($"- {{type: convert_type, target_type: {type}}}", $"selection:\n  {item}\ncondition: selection");

        Assert.Equal(expected, string.Join(", ", Kotwal.Sigma.Pipelines.SearchTree.Items(rule).Single().Values.Select(value => $"{value.GetType().Name} {value}")));
    }

    [Fact]
    public void A_text_that_is_no_number_rejects_the_rule() => Assert.StartsWith(
        "The pipeline makes a number of '*1', which is none.",
        ErrorOf("- {type: convert_type, target_type: num}", "selection:\n  Image|endswith: '1'\ncondition: selection"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("plain", @"Image: 'a.*'", @"Image|re|s: \Aa\..*\z")]
    [InlineData("ignore_case_flag", @"Image|startswith: a", @"Image|re|i|s: \Aa.*\z")]
    [InlineData("ignore_case_brackets", @"Image: 'a1?'", @"Image|re|s: \A[aA]1.\z")]
    [InlineData("ignore_case_brackets", @"Image|cased: ab", @"Image|re|s: \Aab\z")]
    [InlineData("plain", "Image: [a, 1, null]", @"(Image|re|s: \Aa\z | Image: 1, null)")]
    [InlineData("plain", "Image|neq: [a, 1]", @"(Image|re|s|neq: \Aa\z & Image|neq: 1)")]
    [InlineData("plain", "Image|re: a", "Image|re: a")]
    [InlineData("plain", "Image: ''", "Image: ")]
    public void Regex_makes_expressions_that_match_what_the_texts_match(string method, string item, string expected) =>
        Assert.Equal(expected, ApplyToItem($"- {{type: regex, method: {method}}}", item));

    [Fact]
    public void An_expression_matches_the_whole_field_like_the_text_it_was_made_of()
    {
        var rule = Apply("- {type: regex}", @"selection:" + "\n  Image|endswith: '\\cmd.exe'\ncondition: selection");

        Assert.True(Matches(rule, ("Image", "C:\\Windows\\CMD.EXE")));
        Assert.False(Matches(rule, ("Image", "C:\\Windows\\CMD.EXE.bak")));
        Assert.False(Matches(rule, ("Image", "C:\\Windows\\CMDxEXE")));
    }

    [Theory]
    [InlineData("lower", "Image|cased: 'AB*'", "Image|cased: ab*")]
    [InlineData("upper", "Image|cased|contains: ab", "Image|cased: *AB*")]
    public void Case_changes_letters(string method, string item, string expected) =>
        Assert.Equal(expected, ApplyToItem($"- {{type: case, method: {method}}}", item));

    [Theory]
    [InlineData("Hashes: 'MD5=987B65CD9B9F4E9A1AFD8F8B48CF64A7'", "FileMD5: 987B65CD9B9F4E9A1AFD8F8B48CF64A7")]
    [InlineData("Hashes|contains: ['SHA1=5F', 'sha256=aa']", "(FileSHA1: 5F* | FileSHA256: aa*)")]
    [InlineData("Hashes|contains|all: ['SHA1=5F', 'SHA256=aa']", "(FileSHA1|all: 5F* & FileSHA256|all: aa*)")]
    [InlineData("Hashes: '987B65CD9B9F4E9A1AFD8F8B48CF64A7'", "FileMD5: 987B65CD9B9F4E9A1AFD8F8B48CF64A7")]
    public void Hashes_get_a_field_for_each_algorithm(string item, string expected) => Assert.Equal(
        expected, ApplyToItem("- {type: hashes_fields, valid_hash_algos: [MD5, SHA1, SHA256], field_prefix: File, field_name_conditions: [{type: include_fields, fields: [Hashes]}]}", item));

    [Fact]
    public void A_hash_of_no_known_kind_rejects_the_rule() => Assert.StartsWith(
        "'IMPHASH=1' is no hash of the kinds MD5.",
        ErrorOf("- {type: hashes_fields, valid_hash_algos: [MD5]}", "selection:\n  Hashes: IMPHASH=1\ncondition: selection"),
        StringComparison.Ordinal);

    [Fact]
    public void A_replacement_that_grows_without_end_is_stopped()
    {
        var steps = string.Join('\n', Enumerable.Repeat(@"- {type: replace_string, regex: '(.)', replacement: '\1\1'}", 40));

        Assert.StartsWith("The pipeline makes a text of more than 16384 characters.", ErrorOf(steps, "selection:\n  Image: ab\ncondition: selection"), StringComparison.Ordinal);
    }
}
