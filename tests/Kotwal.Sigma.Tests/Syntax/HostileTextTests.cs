using System.Text;
using CsCheck;
using Kotwal.Sigma.Matching;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Tests.Syntax;

public sealed class HostileTextTests
{
    [Fact]
    public void Deep_nesting_is_rejected()
    {
        var reading = SigmaReader.Read("detection: " + new string('[', 2_000) + new string(']', 2_000));

        Assert.Contains("nested deeper", Assert.Single(reading.Errors).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_text_is_rejected()
    {
        var reading = SigmaReader.Read(new string('x', 101), limits: new() { MaxTextLength = 100 });

        Assert.Contains("longer than 100", Assert.Single(reading.Errors).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_that_multiply_are_rejected()
    {
        var bomb = new StringBuilder("detection:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var level = 1; level < 10; level++)
        {
            bomb.Append("  a").Append(level).Append(": &a").Append(level).Append(" [");
            bomb.AppendJoin(", ", Enumerable.Repeat($"*a{level - 1}", 10)).Append("]\n");
        }

        var reading = SigmaReader.Read(bomb.ToString());

        Assert.Contains("aliases counted in full", Assert.Single(reading.Errors).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_condition_of_many_parentheses_is_rejected()
    {
        var error = Some.ErrorOf($"a:\n  F: x\ncondition: {new string('(', 1_000)}a{new string(')', 1_000)}");

        Assert.Contains("nested deeper", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_of_very_many_searches_is_rejected()
    {
        var searches = string.Join('\n', Enumerable.Range(0, 2_000).Select(number => $"s{number}:\n  F: x"));

        Assert.Contains("more than 1000 searches", Some.ErrorOf(searches + "\ncondition: 1 of them").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_multiply_when_compiled_are_rejected()
    {
        var values = string.Join('\n', Enumerable.Range(0, 200).Select(number => $"  - '{number} -a -b -c -d -e'"));

        Assert.Contains("make more than 250000 values", Some.ReasonForItem($"F|windash|base64:\n{values}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Merging_collections_is_bounded()
    {
        var text = new StringBuilder("action: global\n");
        for (var key = 0; key < 100; key++)
        {
            text.Append("key").Append(key).Append(": x\n");
        }

        for (var document = 0; document < 100; document++)
        {
            text.Append("---\nlogsource: {}\n");
        }

        var reading = SigmaReader.Read(text.ToString(), limits: new() { MaxNodes = 2_000 });

        Assert.Contains(reading.Errors, error => error.Reason.Contains("unfolds to more than", StringComparison.Ordinal));
    }

    [Fact]
    public void Random_text_never_throws()
    {
        var signs = Gen.OneOf(
            Gen.Char[" \n:-'\"[]{}|&*!>%@#,?\\~<\t"].Select(sign => sign.ToString()),
            Gen.OneOf("detection:", "condition:", "\n  ", "a and b", "title: x\n", "logsource:\n  product: y\n", "---\n", "|contains", "action: global\n", "1 of them", "&a", "*a", "<<", "correlation:\n", "filter:\n", "timespan: 5m\n"),
            Gen.String);

        signs.Array[0, 60].Sample(parts => SigmaReader.Read(string.Concat(parts)).Ignored >= 0, iter: 5_000);
    }

    [Fact]
    public void Random_values_and_modifiers_compile_or_are_rejected_and_never_throw()
    {
        var chains = Gen.OneOf(SigmaModifierNames.All.ToArray()).Array[0, 4];
        var values = Gen.OneOf(Gen.String[Gen.Char["ab*?\\%-/.(){}[]+|^$019"], 0, 12], Gen.OneOf("null", "true", "5", "10.0.0.0/8", "%x%"));

        Gen.Select(chains, values, Gen.String).Sample((chain, value, text) =>
        {
            var key = string.Join('|', chain.Prepend("F"));
            var reading = SigmaReader.Read(Some.RuleText($"a:\n  {key}: '{value.Replace("'", "''", StringComparison.Ordinal)}'\ncondition: a"));
            foreach (var rule in reading.Documents.Cast<SigmaRule>())
            {
                if (SigmaMatcher.TryCompile(rule, new() { Fields = (field, _) => TableEvent.HandlesOf(field) }, out var matcher, out _))
                {
                    var candidate = Some.Event(("F", text));
                    Assert.Equal(matcher.Matches(candidate), matcher.Explain(candidate).IsMatch);
                }
            }
        }, iter: 3_000);
    }
}
