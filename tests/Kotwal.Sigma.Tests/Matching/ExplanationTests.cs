using Kotwal.Sigma.Matching;

namespace Kotwal.Sigma.Tests.Matching;

public sealed class ExplanationTests
{
    private const string Detection =
        "selection:\n  Image|endswith: '\\cmd.exe'\n  Args|contains|all:\n    - one\n    - two\nfilter:\n  User: SYSTEM\ncondition: selection and not filter";

    [Fact]
    public void The_fields_that_made_a_rule_true_are_told_with_their_values()
    {
        var explanation = Some.Matcher(Detection).Explain(Some.Event(("Image", @"C:\CMD.exe"), ("Args", "two one"), ("User", "eve")));

        Assert.True(explanation.IsMatch);
        Assert.Null(explanation.FirstFailure);
        Assert.Equal([new SigmaFieldMatch("Image", @"C:\CMD.exe"), new("Args", "two one")], explanation.MatchedFields);
    }

    [Fact]
    public void The_first_comparison_that_failed_is_told_with_value_and_pattern()
    {
        var failure = Some.Matcher(Detection).Explain(Some.Event(("Image", @"C:\cmd.exe"), ("Args", "one"))).FirstFailure;

        Assert.Equal("Args|contains|all", failure!.Text);
        Assert.False(failure.IsTrue);
        Assert.Equal(["one"], failure.Evidence!.Values);
        Assert.Equal("'one' and 'two'", failure.Evidence.Pattern);
    }

    [Fact]
    public void A_filter_that_was_true_is_the_failure()
    {
        var failure = Some.Matcher(Detection).Explain(Some.Event(("Image", @"\cmd.exe"), ("Args", "one two"), ("User", "system"))).FirstFailure;

        Assert.Equal("User", failure!.Text);
        Assert.True(failure.IsTrue);
    }

    [Fact]
    public void An_absent_field_has_no_values()
    {
        var failure = Some.Matcher(Detection).Explain(Some.Event(("Other", "x"))).FirstFailure;

        Assert.Equal("Image|endswith", failure!.Text);
        Assert.Empty(failure.Evidence!.Values);
    }

    [Fact]
    public void A_keyword_is_told_with_the_value_in_which_it_was_found()
    {
        var explanation = Some.Matcher("k:\n  - evil\ncondition: k").Explain(Some.Event(("F", "an evil thing"), ("G", "x")));

        Assert.Equal([new SigmaFieldMatch(null, "an evil thing")], explanation.MatchedFields);
    }

    [Fact]
    public void Every_part_of_the_condition_is_in_the_tree()
    {
        var root = Some.Matcher("a:\n  A: 1\nb:\n  B: 1\ncondition: a and 1 of b*").Explain(Some.Event(("A", 1))).Root;

        Assert.Equal("and", root.Text);
        Assert.Equal([("a", true), ("1 of b*", false)], root.Parts.Select(part => (part.Text, part.IsTrue)));
    }
}
