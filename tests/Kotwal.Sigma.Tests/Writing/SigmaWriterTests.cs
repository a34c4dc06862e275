using Kotwal.Sigma.Matching;
using Kotwal.Sigma.Rules;
using Kotwal.Sigma.Syntax;
using Kotwal.Sigma.Writing;

namespace Kotwal.Sigma.Tests.Writing;

public sealed class SigmaWriterTests
{
    [Fact]
    public void A_rule_is_written_in_the_order_and_with_the_quotes_of_SigmaHQ()
    {
        const string Text = """
            title: Some Rule
            id: 0e95725d-7320-415d-80f7-004da920fc12
            name: some_rule
            related:
                - id: 08fbc97d-0a2f-491c-ae21-8ffcfd3174e9
                  type: derived
            taxonomy: sigma
            status: test
            description: |
                Detects something.
                In two lines: with a colon.
            license: MIT
            references:
                - https://example.org/a#b
            author: Somebody, somebody else
            date: 2024-05-06
            modified: 2024-05-07
            tags:
                - attack.t1059
            logsource:
                category: process_creation
                product: windows
                service: sysmon
                definition: 'Note: switched off at first'
            detection:
                selection_img:
                    - Image|endswith: '\cmd.exe'
                      EventID: 4625
                    - OriginalFileName:
                          - 'Cmd.Exe'
                          - "it's"
                    - 'a keyword'
                selection_cli:
                    CommandLine|contains|all:
                        - 'copy '
                        - ' \\\\'
                        - 'a\*b*'
                    LogonType: '4625'
                    Details: ''
                    Parent: null
                    Initiated: true
                    Status: 0x1F
                    Other|exists: false
                    '*': 'a star'
                keywords:
                    '|all':
                        - 'one'
                        - "two\n"
                filter_1:
                    Word: 'true'
                filter_2:
                    - 'only'
                condition: (1 of selection_* and keywords) or not (filter_1 or filter_2)
            fields:
                - CommandLine
            falsepositives:
                - Unlikely
            level: high
            scope:
                - server

            """;

        var rule = Rewriting.Read(Text);

        Assert.Equal(Text, SigmaWriter.Write(rule));
        Rewriting.Again(rule);
    }

    [Fact]
    public void Correlations_and_filters_are_written_beside_rules_in_one_text()
    {
        const string Text = """
            title: Many failed logins
            correlation:
                type: value_count
                rules:
                    - failed_login
                    - 5638f7c0-ac70-491d-8465-2a65075e0d86
                group-by:
                    - internal_ip
                timespan: 90m
                condition:
                    field: User
                    gt: 10
                    lte: 20.5
                aliases:
                    internal_ip:
                        failed_login: destination.ip
                        5638f7c0-ac70-491d-8465-2a65075e0d86: source.ip
                generate: true
            level: high
            ---
            title: Recon
            correlation:
                type: temporal_ordered
                rules:
                    - one
                    - two
                timespan: 1d
            ---
            title: Filter Administrator account
            logsource:
                category: process_creation
                product: windows
            filter:
                rules: any
                selection:
                    User|startswith: 'adm_'
                condition:
                    - not selection
                    - selection

            """;

        var reading = SigmaReader.Read(Text);

        Assert.Empty(reading.Errors);
        Assert.Equal(Text, SigmaWriter.Write(reading.Documents));
        Assert.All(reading.Documents, document => Rewriting.Again(document));
    }

    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("4625", "'4625'")]
    [InlineData("null", "'null'")]
    [InlineData("Yes", "'Yes'")]
    [InlineData("0o17", "'0o17'")]
    [InlineData("1:30", "'1:30'")]
    [InlineData("2024-05-06", "2024-05-06")]
    [InlineData("0e95725d-7320-415d-80f7-004da920fc12", "0e95725d-7320-415d-80f7-004da920fc12")]
    [InlineData("a: b", "'a: b'")]
    [InlineData("a #b", "'a #b'")]
    [InlineData("a#b:c", "a#b:c")]
    [InlineData("it's", "it's")]
    [InlineData("'quoted'", "\"'quoted'\"")]
    [InlineData(" space", "' space'")]
    [InlineData("- dash", "'- dash'")]
    [InlineData("bell\a", "\"bell\\u0007\"")]
    [InlineData("two\nlines", "|-\n    two\n    lines")]
    [InlineData("two\n\n  lines\n", "|\n    two\n\n      lines")]
    [InlineData(" two\nlines", "\" two\\nlines\"")]
    public void A_text_about_a_rule_has_quotes_only_where_it_needs_them(string text, string written)
    {
        var rule = Some.Rule("s: {a: b}\ncondition: s");
        rule = rule with { Metadata = rule.Metadata with { Description = text } };

        Assert.Contains($"\ndescription: {written}\n", SigmaWriter.Write(rule), StringComparison.Ordinal);
        Rewriting.Again(rule);
    }

    [Theory]
    [InlineData("(a and b) and c")]
    [InlineData("a and b and c")]
    [InlineData("a or (b or c)")]
    [InlineData("(a and b) or c")]
    [InlineData("not (a or b)")]
    [InlineData("not not a and not b")]
    [InlineData("a and (b or (c and not (a or b)))")]
    [InlineData("2 of them or all of a*")]
    public void A_condition_keeps_its_tree(string condition)
    {
        var rule = Some.Rule($"a: {{f: 1}}\nb: {{f: 2}}\nc: {{f: 3}}\ncondition: {condition}");

        Assert.Contains($"\n    condition: {condition}\n", SigmaWriter.Write(rule), StringComparison.Ordinal);
        Rewriting.Again(rule);
    }

    [Fact]
    public void A_rule_that_filters_were_put_into_is_written_as_one_that_matches_the_same()
    {
        var set = SigmaRuleSet.Read(
        [
            new("rule.yml", Some.RuleText("selection: {Image: cmd.exe}\n_helper: {Image: never}\ncondition: all of them").Replace("product: test", "product: windows", StringComparison.Ordinal)),
            new("filter.yml", "title: Our (own) admins\nlogsource: {product: windows}\nfilter:\n  rules: any\n  sel 1: {User: eve}\n  sel 2: {User: bob}\n  sel 3: {User: ann}\n  _x: {Host: a}\n  condition: not 2 of sel* and not _x\n"),
        ]).WithFilters();
        var rule = Assert.Single(set.Rules);

        var written = SigmaWriter.Write(rule);
        var again = Assert.IsType<SigmaRule>(Rewriting.Read(written));

        Assert.Contains("our_own_admins_sel_1:", written, StringComparison.Ordinal);
        foreach (var fields in Combinations())
        {
            Assert.Equal(Compile(rule).Matches(Some.Event(fields)), Compile(again).Matches(Some.Event(fields)));
        }
    }

    [Theory]
    [InlineData("<<")]
    [InlineData("with space")]
    [InlineData("a *")]
    [InlineData("a: b")]
    [InlineData("null")]
    [InlineData("-")]
    [InlineData("two\nlines")]
    [InlineData("1,100 letters")]
    public void The_name_of_a_field_is_kept_whatever_it_is(string field)
    {
        var name = field == "1,100 letters" ? new string('x', 1_100) : field;

        Rewriting.Again(Some.Rule("s: {a: b}\ncondition: s") with { Detection = new([new("s", ItemOf(name), default)], [new SigmaSearchReference("s")]) });
    }

    [Fact]
    public void A_search_with_more_alternatives_than_anybody_reads_is_not_written()
    {
        SigmaSearchNode Pair(int number) => new SigmaSearchAny([ItemOf($"a{number}"), ItemOf($"b{number}")]);
        var rule = Some.Rule("s: {a: b}\ncondition: s") with
        {
            Detection = new([new("s", new SigmaSearchAll([.. Enumerable.Range(0, 11).Select(Pair)]), default)], [new SigmaSearchReference("s")]),
        };

        Assert.Contains("'s'", Assert.Throws<ArgumentException>(() => SigmaWriter.Write(rule)).Message, StringComparison.Ordinal);
    }

    private static SigmaSearchItem ItemOf(string field) => new(field, [], [new SigmaText("x", default)], default);

    private static IEnumerable<(string, object?)[]> Combinations() =>
        from image in new[] { "cmd.exe", "never", "other" }
        from users in new object?[] { "eve", "zoe", new object?[] { "eve", "bob" }, new object?[] { "bob", "ann" } }
        from host in new[] { "a", "b" }
        select new (string, object?)[] { ("Image", image), ("User", users), ("Host", host) };

    private static SigmaMatcher Compile(SigmaRule rule)
    {
        Assert.True(SigmaMatcher.TryCompile(rule, new() { Fields = (name, _) => TableEvent.HandlesOf(name) }, out var matcher, out var error), error?.Reason);
        return matcher;
    }
}
