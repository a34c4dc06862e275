using System.Text;
using Kotwal.Hunt.Reference;
using Kotwal.Testing;

namespace Kotwal.Hunt.Tests;

/// <summary>The manual's tables are the reader's own; <c>UPDATE_GOLDEN=1</c> writes them anew.</summary>
public sealed class ManualTests
{
    private const string Begin = "<!-- reference: written by UPDATE_GOLDEN=1 from Kotwal.Hunt -->\n";
    private const string End = "<!-- end of reference -->\n";

    [Fact]
    public void The_manual_has_the_tables_of_the_reader()
    {
        var path = Repository.PathOf("docs", "manual", "hunt.md");
        var page = File.ReadAllText(path);
        var from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = page.IndexOf(End, StringComparison.Ordinal);
        var expected = page[..from] + Tables() + page[to..];

        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected, File.ReadAllText(path));
    }

    private static string Tables()
    {
        var text = new StringBuilder();
        foreach (var kind in HuntReference.All.GroupBy(entry => entry.Kind))
        {
            text.Append($"\n### {TitleOf(kind.Key)}\n\n| form | meaning | example |\n|---|---|---|\n");
            foreach (var entry in kind)
            {
                text.Append($"| {Code(entry.Signature)} | {Plain(entry.Meaning)} | {Code(entry.Example)} |\n");
            }
        }

        return text.Append('\n').ToString();
    }

    private static string TitleOf(HuntEntryKind kind) => kind switch
    {
        HuntEntryKind.Search => "The search part",
        HuntEntryKind.Operator => "Operators",
        HuntEntryKind.Comparison => "Comparisons",
        HuntEntryKind.Function => "Functions of one row",
        HuntEntryKind.Aggregate => "Functions over the rows of a group",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    // A bar would end the cell, in code too.
    private static string Code(string text) => $"`{text.Replace("|", "\\|", StringComparison.Ordinal)}`";

    private static string Plain(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).Replace("<", "\\<", StringComparison.Ordinal);
}
