using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Tests.Syntax;

public sealed class ErrorTests
{
    [Fact]
    public void An_unknown_modifier_rejects_the_rule_at_its_place_with_near_names()
    {
        var error = Some.ErrorOf("selection:\n  Image|contians: x\ncondition: selection");

        Assert.Equal(("some.yml", 6, 11), (error.Path, error.Line, error.Column));
        Assert.Equal("The modifier 'contians' is not part of Sigma; did you mean 'contains'?", error.Reason);
    }

    [Theory]
    [InlineData("F|contains|re: x", "'re' must come before")]
    [InlineData("F|i: x", "belongs behind 're'")]
    [InlineData("F|cidr|contains: 10.0.0.0/8", "cannot be applied to a network")]
    [InlineData("F|contains|base64: x", "cannot encode wildcards")]
    [InlineData("F|base64: 'a*b'", "has wildcards")]
    [InlineData("F|re|cased: x", "no meaning behind 're'")]
    [InlineData("F|re|base64: x", "cannot be applied to a regular expression")]
    [InlineData("F|exists: maybe", "needs true or false")]
    [InlineData("F|contains|exists: true", "cannot be applied to true")]
    [InlineData("F|cased|exists: 'true'", "'exists' must come before")]
    [InlineData("F|exists:\n  - true\n  - false", "takes one value")]
    [InlineData("F|gt: x", "needs a number")]
    [InlineData("F|hour: noon", "needs a number")]
    [InlineData("F|hour: 24", "from 0 to 23, not 24")]
    [InlineData("F|month: 0", "from 1 to 12, not 0")]
    [InlineData("F|day: 3.5", "from 1 to 31, not 3.5")]
    [InlineData("F|gt|hour: 3", "needs a number, not a comparison")]
    [InlineData("F|contains: null", "cannot be applied to null")]
    [InlineData("F|contains|fieldref: G", "needs a field's name")]
    [InlineData("F|: x", "A modifier was expected")]
    [InlineData("F|ignorecase: x", "write 'i' behind 're'")]
    [InlineData("F|wide|wide: x", "cannot be applied to an encoded text")]
    [InlineData("F|cidr: 10.0.0.0/33", "is no network")]
    [InlineData("F|cidr: 10.*", "is no network")]
    [InlineData("F|re: '(['", "regular expression cannot be used")]
    [InlineData("F|re: '[[:letters:]]'", "'[:letters:]' is no class")]
    [InlineData("F|re: '((a{999}){999}){999}'", "repetitions")]
    [InlineData("F|expand: '%Unknown%'", "'%Unknown%' has no values")]
    [InlineData("F|re|expand: 'x%Unknown%'", "'%Unknown%' has no values")]
    [InlineData("F: []", "has no value")]
    [InlineData("F:\n  x: y", "not a map")]
    [InlineData("F:\n  - [x]", "not a list in a list")]
    [InlineData("'|exists': true", "needs a field")]
    [InlineData("'|gt': 3", "needs a field")]
    [InlineData("F|base64offset|contains: ''", "so short")]
    public void An_item_that_has_no_meaning_is_rejected_with_the_reason(string item, string reason)
    {
        Assert.Contains(reason, Some.ReasonForItem(item), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a and", "ends where a search was expected", 21)]
    [InlineData("a b", "'and', 'or' or the end", 18)]
    [InlineData("(a", "is not closed", 16)]
    [InlineData("a)", "closes nothing", 17)]
    [InlineData("a and or a", "not 'or'", 22)]
    [InlineData("a and bee", "does not have; did you mean 'beer'?", 22)]
    [InlineData("1 of x*", "No search of this rule", 21)]
    [InlineData("3 of them", "can never be true", 16)]
    [InlineData("0 of them", "above zero", 16)]
    [InlineData("some of them", "'all', 'any' or a number", 16)]
    [InlineData("1 of", "After 'of'", 16)]
    [InlineData("'a and bee'", "does not have", 23)]
    [InlineData("a | count() by src > 5", "write a correlation of type event_count", 18)]
    [InlineData("a | count(user) by src > 5", "write a correlation of type value_count", 18)]
    [InlineData("a | near b", "write a correlation of type temporal", 18)]
    public void A_condition_that_cannot_be_read_is_rejected_at_the_place(string condition, string reason, int column)
    {
        var error = Some.ErrorOf($"a:\n  F: x\nbeer:\n  G: x\ncondition:   {condition}");

        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.Equal((9, column), (error.Line, error.Column));
    }

    [Fact]
    public void A_timeframe_is_rejected_with_the_modern_form()
    {
        var error = Some.ErrorOf("a:\n  F: x\ntimeframe: 5m\ncondition: a");

        Assert.Contains("write a correlation with timespan", error.Reason, StringComparison.Ordinal);
        Assert.Equal((7, 3), (error.Line, error.Column));
    }

    [Theory]
    [InlineData("title: x\nlogsource: {product: a}\n", "no detection")]
    [InlineData("title: x\ndetection: {a: {F: 1}, condition: a}\n", "no logsource")]
    [InlineData("title: x\nlogsource: {definition: a}\ndetection: {a: {F: 1}, condition: a}\n", "at least one of product")]
    [InlineData("logsource: {product: a}\ndetection: {a: {F: 1}, condition: a}\n", "no title")]
    [InlineData("title: x\nlevel: hihg\nlogsource: {product: a}\ndetection: {a: {F: 1}, condition: a}\n", "did you mean 'high'?")]
    [InlineData("title: x\nlogsource: {product: a}\ndetection: {a: {F: 1}}\n", "no condition")]
    [InlineData("title: x\nlogsource: {product: a}\ndetection: {condition: a}\n", "no search")]
    [InlineData("title: x\nlogsource: {product: a}\ndetection: {a: {}, condition: a}\n", "is empty")]
    [InlineData("title: x\nlogsource: {product: a}\ndetection: {a: [], condition: a}\n", "is empty")]
    [InlineData("title: x\nlogsource: {product: a}\ndetection: {a: {F: 1}, condition: ''}\n", "condition is empty")]
    [InlineData("title: x\nlogsource: {product: a}\ndetection: {a: {F: 1, F: 2}, condition: a}\n", "stands twice")]
    [InlineData("title: x\nlogsource: a\ndetection: {a: {F: 1}, condition: a}\n", "must be a map")]
    [InlineData("title: x\nlogsource: {product: a}\ndetection: a\n", "must be a map")]
    [InlineData("title: [\n", "not valid YAML")]
    [InlineData("logsource: *missing\n", "names no anchor")]
    [InlineData("title: x\n\tlogsource: y", "not valid YAML")]
    public void A_document_that_is_no_rule_is_rejected_with_the_reason(string text, string reason)
    {
        var reading = SigmaReader.Read(text, "some.yml");

        Assert.Contains(reading.Errors, error => error.Reason.Contains(reason, StringComparison.Ordinal));
        Assert.Empty(reading.Documents);
    }

    [Fact]
    public void Documents_before_a_fault_are_kept()
    {
        var reading = SigmaReader.Read(Some.RuleText("a:\n  F: x\ncondition: a") + "---\ntitle: [\n", "some.yml");

        Assert.Single(reading.Documents);
        Assert.True(Assert.Single(reading.Errors).Line > 8);
    }
}
