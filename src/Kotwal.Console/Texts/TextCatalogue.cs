using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Localization;

namespace Kotwal.Console.Texts;

/// <summary>An assembly that brings texts: embedded files whose names end in <c>.Texts.en.json</c> and <c>.Texts.hi.json</c>.</summary>
public sealed record TextAssembly(Assembly Assembly);

/// <summary>
/// The console's words in every language, by key. What a language lacks is taken from English, and what English lacks shows its
/// key. Immutable; safe for many threads.
/// </summary>
public sealed class TextCatalogue : IStringLocalizer
{
    /// <summary>Languages of the console; the first is the one that is always complete.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["en", "hi"];

    /// <summary>
    /// Language of the present person, one of <see cref="Languages"/>. Read from the culture's name: without globalisation data a
    /// culture knows nothing else of itself.
    /// </summary>
    public static string Current =>
        Languages.FirstOrDefault(l => CultureInfo.CurrentUICulture.Name.Split('-')[0] == l, Languages[0]);

    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> byLanguage;

    /// <summary>Reads the texts of all assemblies.</summary>
    /// <exception cref="InvalidDataException">Two assemblies claim the same key.</exception>
    public TextCatalogue(IEnumerable<TextAssembly> rooms)
    {
        var assemblies = rooms.Select(r => r.Assembly).Distinct().ToList();
        byLanguage = Languages.ToFrozenDictionary(language => language, language => Read(assemblies, language));
    }

    /// <inheritdoc/>
    public LocalizedString this[string name] => Find(name) is { } text ? new(name, text) : new(name, name, resourceNotFound: true);

    /// <inheritdoc/>
    public LocalizedString this[string name, params object[] arguments] =>
        Find(name) is { } text
            ? new(name, string.Format(CultureInfo.CurrentCulture, text, arguments))
            : new(name, name, resourceNotFound: true);

    /// <inheritdoc/>
    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
        byLanguage[Current].Select(t => new LocalizedString(t.Key, t.Value));

    private string? Find(string key) =>
        byLanguage[Current].TryGetValue(key, out var text) ? text : byLanguage[Languages[0]].GetValueOrDefault(key);

    private static FrozenDictionary<string, string> Read(List<Assembly> assemblies, string language)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var assembly in assemblies)
        {
            foreach (var file in assembly.GetManifestResourceNames().Where(n => n.EndsWith($".Texts.{language}.json", StringComparison.Ordinal)))
            {
                using var stream = assembly.GetManifestResourceStream(file)!;
                foreach (var (key, text) in JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!)
                {
                    if (!texts.TryAdd(key, text))
                    {
                        throw new InvalidDataException($"The text '{key}' is in {file} and elsewhere.");
                    }
                }
            }
        }

        return texts.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
