using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Tests.Syntax;

public sealed class RuleTextTests
{
    private const string Whoami = """
        title: Whoami Execution
        id: 929a690e-bef0-4204-a928-ef5e620d6fcc
        name: whoami
        related:
            - id: 08fbc97d-0a2f-491c-ae21-8ffcfd3174e9
              type: derived
        status: experimental
        description: Detects a whoami.exe execution
        references:
            - https://example.org/a
            - https://example.org/b
        author: Florian Roth
        date: 2019-10-23
        tags:
            - attack.discovery
            - attack.t1033
        logsource:
            category: process_creation
            product: windows
            definition: audit process creation
        detection:
            selection:
                Image: 'C:\Windows\System32\whoami.exe'
            condition: selection
        fields: [User]
        falsepositives: administrators
        level: high
        """;

    [Fact]
    public void Everything_a_rule_says_about_itself_is_kept()
    {
        var rule = Assert.IsType<SigmaRule>(Assert.Single(SigmaReader.Read(Whoami, "whoami.yml").Documents));

        var about = rule.Metadata;
        Assert.Equal("Whoami Execution", about.Title);
        Assert.Equal("929a690e-bef0-4204-a928-ef5e620d6fcc", about.Id);
        Assert.Equal("whoami", about.Name);
        Assert.Equal((SigmaLevel.High, SigmaStatus.Experimental), (about.Level!.Value, about.Status!.Value));
        Assert.Equal(["attack.discovery", "attack.t1033"], about.Tags);
        Assert.Equal(["https://example.org/a", "https://example.org/b"], about.References);
        Assert.Equal(["administrators"], about.FalsePositives);
        Assert.Equal(["User"], about.Fields);
        Assert.Equal([new SigmaRelation("08fbc97d-0a2f-491c-ae21-8ffcfd3174e9", "derived")], about.Related);
        Assert.Equal("2019-10-23", about.Date);
        Assert.Equal(new SigmaLogSource("windows", "process_creation"), rule.LogSource);
        Assert.Equal("audit process creation", rule.LogSourceDefinition);
    }

    [Fact]
    public void A_value_knows_its_place()
    {
        var rule = Assert.IsType<SigmaRule>(Assert.Single(SigmaReader.Read(Whoami).Documents));

        var item = Assert.IsType<SigmaSearchItem>(Assert.Single(rule.Detection.Searches).Body);
        Assert.Equal(new SourcePosition(23, 9), item.At);
        Assert.Equal(new SourcePosition(23, 16), item.Values[0].At);
    }

    [Fact]
    public void Several_documents_of_one_text_are_several_rules()
    {
        var text = Some.RuleText("a:\n  F: x\ncondition: a") + "---\n" + Some.RuleText("b:\n  G: x\ncondition: b");

        var reading = SigmaReader.Read(text, "two.yml");

        Assert.Equal(["two.yml", "two.yml:9"], reading.Documents.Select(document => document.Key));
    }

    [Fact]
    public void A_global_document_gives_its_entries_to_those_behind_it()
    {
        const string Collection = """
            action: global
            title: Shared
            level: low
            logsource:
              product: windows
            detection:
              condition: selection
            ---
            logsource:
              service: security
            detection:
              selection:
                EventID: 1
            ---
            level: high
            logsource:
              service: sysmon
            detection:
              selection:
                EventID: 2
            ---
            action: reset
            ---
            title: Alone
            logsource:
              product: linux
            detection:
              a:
                F: x
              condition: a
            """;

        var rules = SigmaReader.Read(Collection).Documents.Cast<SigmaRule>().ToList();

        Assert.Equal(["Shared", "Shared", "Alone"], rules.Select(rule => rule.Metadata.Title));
        Assert.Equal([SigmaLevel.Low, SigmaLevel.High, null], rules.Select(rule => rule.Metadata.Level));
        Assert.Equal([new("windows", null, "security"), new("windows", null, "sysmon"), new SigmaLogSource("linux")], rules.Select(rule => rule.LogSource));
    }

    [Fact]
    public void A_repeated_document_differs_only_in_what_it_says()
    {
        var text = Some.RuleText("a:\n  F: x\ncondition: a") + "---\naction: repeat\nlogsource:\n  product: other\n";

        var rules = SigmaReader.Read(text).Documents.Cast<SigmaRule>().ToList();

        Assert.Equal(["test", "other"], rules.Select(rule => rule.LogSource.Product));
        Assert.Equal(rules[0].Detection.Searches.Length, rules[1].Detection.Searches.Length);
    }

    [Fact]
    public void Anchors_and_merge_keys_are_followed()
    {
        var rule = Some.Rule("a: &base\n  F: x\nb:\n  <<: *base\n  G: y\ncondition: 1 of them");

        var parts = Assert.IsType<SigmaSearchAll>(rule.Detection.Searches[1].Body).Parts.Cast<SigmaSearchItem>();
        Assert.Equal(["G", "F"], parts.Select(part => part.Field));
    }

    [Fact]
    public void Yaml_that_is_not_sigma_is_counted_and_no_error()
    {
        var reading = SigmaReader.Read("id: 1\nregression_tests_info: []\n---\n- a list\n---\njust text");

        Assert.Equal(3, reading.Ignored);
        Assert.Empty(reading.Errors);
    }

    [Theory]
    [InlineData(@"a\*b", "a*b")]
    [InlineData(@"\\\\x", @"\\x")]
    public void A_pattern_is_written_so_that_it_reads_the_same(string written, string plain)
    {
        var pattern = SigmaPattern.Parse(written);

        Assert.Equal(plain, Assert.Single(pattern.Parts).Text);
        Assert.Equal(pattern.Parts, SigmaPattern.Parse(pattern.ToString()).Parts);
    }
}
