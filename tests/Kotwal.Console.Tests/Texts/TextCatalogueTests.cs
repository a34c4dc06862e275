using System.Globalization;
using Kotwal.Console.Texts;

namespace Kotwal.Console.Tests.Texts;

public sealed class TextCatalogueTests
{
    private static readonly TextAssembly Console = new(typeof(TextCatalogue).Assembly);
    private static readonly TextAssembly Desk = new(typeof(TextCatalogueTests).Assembly);

    [Theory]
    [InlineData("en", "Sign in")]
    [InlineData("en-IN", "Sign in")]
    [InlineData("hi", "साइन इन")]
    [InlineData("hi-IN", "साइन इन")]
    [InlineData("ta", "Sign in")]
    public void A_culture_needs_only_its_name(string culture, string expected) =>
        Assert.Equal(expected, In(culture, texts => texts["entry.signIn"].Value));

    [Fact]
    public void What_a_language_lacks_is_taken_from_English() =>
        Assert.Equal("Only English has 7", In("hi", texts => texts["gallery.onlyEnglish", 7].Value));

    [Fact]
    public void A_key_without_a_text_shows_itself()
    {
        var missing = In("en", texts => texts["no.such.key"]);

        Assert.Equal(("no.such.key", true), (missing.Value, missing.ResourceNotFound));
    }

    [Fact]
    public void Desks_bring_their_own_words() => Assert.Equal("निगरानी", In("hi", texts => texts["desk.watch"].Value));

    private static T In<T>(string culture, Func<TextCatalogue, T> ask) => InCulture(culture, () => ask(new TextCatalogue([Console, Desk])));

    private static T InCulture<T>(string culture, Func<T> ask)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = new CultureInfo(culture);
        try
        {
            return ask();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
