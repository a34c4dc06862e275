using CsCheck;
using Kotwal.Sigma.Sentences;
using Kotwal.Sigma.Syntax;
using Kotwal.Sigma.Tests.Engine;

namespace Kotwal.Sigma.Tests.Sentences;

public sealed class ConditionSentenceTests
{
    private const string Searches = "a: {A: 1}\nb: {B: 2}\nc: {C: 3}\nd: {D: 4}\ne: {E: 5, F: 6}\nsel_1: {G: 7}\nsel_2: {H: 8}\nsel_3: {I: 9}\nlist: [{J: 1}, {K: 2}]\n";

    [Theory]
    [InlineData("a and b", "A is 1, and B is 2")]
    [InlineData("a or b", "A is 1, or B is 2")]
    [InlineData("a and not b", "A is 1, unless B is 2")]
    [InlineData("not b and a", "A is 1, unless B is 2")]
    [InlineData("a and not b and not c", "A is 1, unless (B is 2, or C is 3)")]
    [InlineData("a and not (b or c)", "A is 1, unless (B is 2, or C is 3)")]
    [InlineData("a and not (b and c)", "A is 1, unless (B is 2, and C is 3)")]
    [InlineData("not a and not b", "A is not 1, and B is not 2")]
    [InlineData("not (a or b)", "Not (A is 1, or B is 2)")]
    [InlineData("not not a", "A is 1")]
    [InlineData("a or b and c", "A is 1, or (B is 2, and C is 3)")]
    [InlineData("(a or b) and c", "(A is 1, or B is 2), and C is 3")]
    [InlineData("a and (b and c)", "A is 1, and B is 2, and C is 3")]
    [InlineData("e", "E is 5, and F is 6")]
    [InlineData("list", "J is 1, or K is 2")]
    [InlineData("1 of sel_*", "G is 7, or H is 8, or I is 9")]
    [InlineData("all of sel_*", "G is 7, and H is 8, and I is 9")]
    [InlineData("2 of sel_*", "At least 2 of (G is 7; H is 8; I is 9)")]
    [InlineData("3 of sel_*", "G is 7, and H is 8, and I is 9")]
    [InlineData("not 2 of sel_*", "Not (at least 2 of (G is 7; H is 8; I is 9))")]
    [InlineData("a and not 1 of sel_*", "A is 1, unless (G is 7, or H is 8, or I is 9)")]
    [InlineData("e or a", "(E is 5, and F is 6), or A is 1")]
    [InlineData("a and b and c and d and sel_1", "All of these:\n- A is 1\n- B is 2\n- C is 3\n- D is 4\n- G is 7")]
    [InlineData("not (a and b and c and d and sel_1)", "Not all of these:\n- A is 1\n- B is 2\n- C is 3\n- D is 4\n- G is 7")]
    [InlineData("not a and not b and not c and not d and not sel_1", "None of these:\n- A is 1\n- B is 2\n- C is 3\n- D is 4\n- G is 7")]
    [InlineData("a and not (b or c or d or sel_1)", "A is 1\nunless B is 2, or C is 3, or D is 4, or G is 7")]
    [InlineData("a and not (b or c or d or e)", "A is 1\nunless any of these:\n- B is 2\n- C is 3\n- D is 4\n- E is 5, and F is 6")]
    [InlineData("a and b and (c or d) and (list and not sel_1)", "All of these:\n- A is 1\n- B is 2\n- C is 3, or D is 4\n- J is 1, or K is 2\nunless G is 7")]
    [InlineData("a or (b and (c or (d and not (e or list))))", "Any of these:\n- A is 1\n- all of these:\n  - B is 2\n  - any of these:\n    - C is 3\n    - D is 4\n      unless (E is 5, and F is 6), or J is 1, or K is 2")]
    public void A_condition_is_said_with_what_its_searches_ask(string condition, string sentence) =>
        Assert.Equal(sentence, SigmaSentence.Of(Some.Rule(Searches + "condition: " + condition)));

    [Fact]
    public void Of_several_conditions_any_is_enough() =>
        Assert.Equal("A is 1, or (B is 2, unless C is 3)", SigmaSentence.Of(Some.Rule(Searches + "condition: [a, b and not c]")));

    [Fact]
    public void Words_and_maps_in_a_list_are_alternatives() =>
        Assert.Equal("A is 1, or the event contains mimikatz or \"x y\"", SigmaSentence.Of(Some.Rule("s: [mimikatz, {A: 1}, x y]\ncondition: s")));

    [Fact]
    public void Any_rule_can_be_said_and_no_line_of_it_is_empty() =>
        RandomRules.Detection.Sample(
            detection =>
            {
                if (SigmaReader.Read(Some.RuleText(detection)).Documents is [SigmaRule rule])
                {
                    Assert.All(SigmaSentence.Of(rule).Split('\n'), line => Assert.NotEqual("", line.Trim()));
                }
            },
            iter: 2_000);
}
