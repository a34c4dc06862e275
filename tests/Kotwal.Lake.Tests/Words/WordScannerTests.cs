using System.Text;
using CsCheck;
using Kotwal.Hunt;
using Kotwal.Lake.Words;

namespace Kotwal.Lake.Tests.Words;

public sealed class WordScannerTests
{
    // What can stand in a log: words, what parts them, letters that are lowered strangely, and numbers that make addresses.
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Const("Failed"), Gen.Const("10"), Gen.Const("af"), Gen.Const("."), Gen.Const(":"), Gen.Const("-"), Gen.Const(" "), Gen.Const("/"),
        Gen.Const("नगर"), Gen.Const("\u0130X"), Gen.Const("\u212Aelvin"), Gen.Const("É"), Gen.Const("_"), Gen.Const("\0"), Gen.Const("\uFFFD"),
        Gen.Int[0, 300].Select(number => $"{number}")).List[0, 24].Select(string.Concat);

    [Fact]
    public void Words_of_bytes_are_those_of_the_language() => Texts.Sample(text =>
    {
        var scanned = Scan(text);

        Assert.All(WordSplitter.Split(text).Where(word => Ascii.IsValid(word)), word => Assert.Subset(scanned, Scan(word)));
    });

    [Fact]
    public void A_part_that_ends_at_edges_of_words_has_no_word_that_the_whole_lacks() => Gen.Select(Texts, Texts, Texts).Sample(
        (before, part, after) =>
        {
            var whole = $"{before} {part}/{after}";

            Assert.Subset(Scan(whole), Scan(part));
            Assert.Subset(Scan(whole), Scan(WordSplitter.Lower(part)));
        });

    [Theory]
    [InlineData("from 10.2.3.4:443 to", "10.2.3.4", true)]
    [InlineData("1:10.2.3.4", "10.2.3.4", true)]
    [InlineData("at 9.10.2.3.4.", "10.2.3.4", true)]
    [InlineData("10.2.3.5 and 9.2.3.4 and 10 2 3 4", "10.2.3.4", false)]
    [InlineData("mac 00:1B:44:11:3a:b7", "44:11:3A:B7", true)]
    [InlineData("mac 00-1B-44-11-3a-b7", "44:11:3A:B7", false)]
    public void Four_short_parts_joined_alike_are_known_together(string text, string address, bool isKnown) =>
        Assert.Equal(isKnown, Scan(address).IsSubsetOf(Scan(text)));

    [Fact]
    public void A_set_that_overflows_says_so_and_stays_bounded()
    {
        var words = new WordSet();
        for (ulong word = 1; word <= WordSet.MaxWords + 10; word++)
        {
            words.Add(word * 0x9E3779B97F4A7C15);
        }

        Assert.True(words.IsOverfull);
        Assert.InRange(words.ToArray().Length, WordSet.MaxWords, WordSet.MaxWords + 1);
    }

    private static HashSet<ulong> Scan(string text)
    {
        var words = new WordSet();
        WordScanner.Scan(Encoding.UTF8.GetBytes(text), words);
        return [.. words.ToArray()];
    }
}
