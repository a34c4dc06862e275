using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kotwal.Testing;

/// <summary>What the words of every room promise. A room inherits it and says which assembly holds its words.</summary>
public abstract partial class TextsContract(Assembly assembly)
{
    private readonly Dictionary<string, string> english = Read(assembly, "en");
    private readonly Dictionary<string, string> hindi = Read(assembly, "hi");

    [Fact]
    public void Every_text_is_there_in_both_languages() => Assert.Equal(english.Keys.Order(), hindi.Keys.Order());

    [Fact]
    public void Both_languages_have_the_same_holes() =>
        Assert.All(english, text => Assert.Equal(Holes(text.Value), Holes(hindi[text.Key])));

    [Fact]
    public void Hindi_is_written_in_Devanagari() =>
        Assert.All(hindi.Values, text => Assert.Contains(text, sign => sign is >= '\u0900' and <= '\u097F'));

    private static string Holes(string text) => string.Join(' ', Hole().Matches(text).Select(hole => hole.Value).Order());

    private static Dictionary<string, string> Read(Assembly assembly, string language)
    {
        using var file = assembly.GetManifestResourceStream($"{assembly.GetName().Name}.Texts.{language}.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(file)!;
    }

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Hole();
}
