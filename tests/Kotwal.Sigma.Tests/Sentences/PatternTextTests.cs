using CsCheck;
using Kotwal.Sigma.Sentences;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Tests.Sentences;

public sealed class PatternTextTests
{
    [Theory]
    [InlineData(@"C:\Users\\*\a.exe")]
    [InlineData(@"\\\\server\share\\*")]
    [InlineData(@"a\*b?")]
    [InlineData(@"C:\Windows\?")]
    public void A_pattern_is_shown_as_rules_write_it(string text) => Assert.Equal(text, PatternText.Of(SigmaPattern.Parse(text).Parts));

    [Fact]
    public void Any_pattern_that_is_shown_means_the_same() => Gen.OneOf("a", "*", "?", "\\", "\\\\", "b").Array[0, 8].Select(string.Concat).Sample(text =>
    {
        var parts = SigmaPattern.Parse(text).Parts;

        Assert.Equal(parts, SigmaPattern.Parse(PatternText.Of(parts)).Parts);
    });
}
