using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kotwal.Devices.Tests.Texts;

public sealed partial class TextsTests
{
    private static readonly Dictionary<string, string> English = Read("en");
    private static readonly Dictionary<string, string> Hindi = Read("hi");

    [Fact]
    public void Every_text_is_there_in_both_languages() => Assert.Equal(English.Keys.Order(), Hindi.Keys.Order());

    [Fact]
    public void Both_languages_have_the_same_holes() =>
        Assert.All(English, text => Assert.Equal(Holes(text.Value), Holes(Hindi[text.Key])));

    [Fact]
    public void Hindi_is_written_in_Devanagari() =>
        Assert.All(Hindi.Values, text => Assert.Contains(text, sign => sign is >= '\u0900' and <= '\u097F'));

    private static string Holes(string text) => string.Join(' ', Hole().Matches(text).Select(hole => hole.Value).Order());

    private static Dictionary<string, string> Read(string language)
    {
        using var file = typeof(DevicesRegistration).Assembly.GetManifestResourceStream($"Kotwal.Devices.Texts.{language}.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(file)!;
    }

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Hole();
}
