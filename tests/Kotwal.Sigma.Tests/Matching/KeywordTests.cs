namespace Kotwal.Sigma.Tests.Matching;

/// <summary>Sigma rules specification, "Keywords search".</summary>
public sealed class KeywordTests
{
    [Fact]
    public void A_keyword_is_found_anywhere_in_any_value()
    {
        var matcher = Some.Matcher("keywords:\n  - EVILSERVICE\n  - 'svchost.exe -n evil'\ncondition: keywords");

        Assert.True(matcher.Matches(Some.Event(("F", "x"), ("G", "the EvilService started"))));
        Assert.True(matcher.Matches(Some.Event(("G", new object[] { "x", "svchost.exe -n evil" }))));
        Assert.False(matcher.Matches(Some.Event(("G", "svchost.exe"))));
        Assert.False(matcher.Matches(Some.Event(("G", null))));
    }

    [Fact]
    public void A_keyword_is_found_in_the_original_line()
    {
        var matcher = Some.Matcher("keywords:\n  - evil\ncondition: keywords");

        Assert.True(matcher.Matches(new TableEvent([]) { Line = "Nov 23 host: an EVIL line" }));
        Assert.False(matcher.Matches(new TableEvent([]) { Line = "Nov 23 host: a line" }));
    }

    [Fact]
    public void All_keywords_may_be_in_different_values()
    {
        var matcher = Some.Matcher("keywords:\n  '|all':\n    - 'OabVirtualDirectory'\n    - ' -ExternalUrl '\ncondition: keywords");

        Assert.True(matcher.Matches(Some.Event(("F", "oabvirtualdirectory"), ("G", "a -externalurl b"))));
        Assert.False(matcher.Matches(Some.Event(("F", "oabvirtualdirectory"))));
    }

    [Fact]
    public void Keywords_have_wildcards_and_modifiers()
    {
        Assert.True(Some.Matcher("k:\n  - 'a*c'\ncondition: k").Matches(Some.Event(("F", "xxabcxx"))));
        Assert.True(Some.Matcher("k:\n  '|re': 'a\\d+c'\ncondition: k").Matches(Some.Event(("F", "xxa12cxx"))));
        Assert.False(Some.Matcher("k:\n  '|cased': 'ABC'\ncondition: k").Matches(Some.Event(("F", "xxabcxx"))));
        Assert.False(Some.Matcher("k:\n  '|startswith': 'abc'\ncondition: k").Matches(Some.Event(("F", "xxabcxx"))));
    }

    [Fact]
    public void Keywords_and_maps_may_stand_in_one_list()
    {
        var matcher = Some.Matcher("s:\n  - evil\n  - F: x\ncondition: s");

        Assert.True(matcher.Matches(Some.Event(("G", "evil"))));
        Assert.True(matcher.Matches(Some.Event(("F", "x"))));
        Assert.False(matcher.Matches(Some.Event(("F", "y"))));
    }

    [Fact]
    public void A_number_is_a_keyword_like_a_text()
    {
        Assert.True(Some.Matcher("k:\n  - 4625\ncondition: k").Matches(Some.Event(("F", 4625))));
    }
}
