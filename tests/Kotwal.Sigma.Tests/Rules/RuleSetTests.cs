using Kotwal.Sigma.Rules;

namespace Kotwal.Sigma.Tests.Rules;

public sealed class RuleSetTests
{
    private const string Rule = "title: x\nid: 929a690e-bef0-4204-a928-ef5e620d6fcc\nlogsource: {product: a}\ndetection: {a: {F: 1}, condition: a}\n";

    [Fact]
    public void The_same_id_in_another_file_is_rejected()
    {
        var rules = SigmaRuleSet.Read([new("one.yml", Rule), new("two.yml", Rule)]);

        Assert.Equal("one.yml", Assert.Single(rules.Rules).Path);
        var error = Assert.Single(rules.Rejected);
        Assert.Equal("two.yml", error.Path);
        Assert.Contains("one.yml", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_without_an_id_is_known_by_its_path()
    {
        var rules = SigmaRuleSet.Read([new("rules/one.yml", "# a comment\n" + Some.RuleText("a:\n  F: x\ncondition: a"))]);

        Assert.Equal("rules/one.yml", Assert.Single(rules.Rules).Key);
    }

    [Fact]
    public void Folders_are_read_with_all_folders_in_them()
    {
        var folder = Directory.CreateTempSubdirectory("sigma-rules");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "deep", "er"));
            File.WriteAllText(Path.Combine(folder.FullName, "deep", "er", "rule.yaml"), Rule);
            File.WriteAllText(Path.Combine(folder.FullName, "info.yml"), "id: 1\n");
            File.WriteAllText(Path.Combine(folder.FullName, "broken.yml"), "title: [\n");
            File.WriteAllText(Path.Combine(folder.FullName, "readme.md"), "text");

            var rules = SigmaRuleSet.Load([folder.FullName]);

            Assert.Single(rules.Rules);
            Assert.EndsWith("info.yml", Assert.Single(rules.Ignored), StringComparison.Ordinal);
            Assert.EndsWith("broken.yml", Assert.Single(rules.Rejected).Path, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_link_to_a_folder_that_it_stands_in_is_not_followed()
    {
        var folder = Directory.CreateTempSubdirectory("sigma-rules");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "rule.yml"), Some.RuleText("a:\n  F: x\ncondition: a"));
            Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "again"), folder.FullName);
            File.CreateSymbolicLink(Path.Combine(folder.FullName, "other.yml"), Path.Combine(folder.FullName, "rule.yml"));

            Assert.Equal(2, SigmaRuleSet.Load([folder.FullName]).Rules.Length);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_mark_of_byte_order_is_no_part_of_the_text()
    {
        var rules = SigmaRuleSet.Read([new("one.yml", "\uFEFF---\n" + Rule)]);

        Assert.Empty(rules.Rejected);
        Assert.Single(rules.Rules);
    }

    [Fact]
    public void A_path_that_is_not_there_is_told_by_an_exception()
    {
        Assert.Throws<FileNotFoundException>(() => SigmaRuleSet.Load(["/no/such/folder"]));
    }
}
