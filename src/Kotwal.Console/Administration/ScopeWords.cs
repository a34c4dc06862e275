using Kotwal.City.People;
using Kotwal.Console.Texts;
using Microsoft.Extensions.Localization;

namespace Kotwal.Console.Administration;

/// <summary>Parts of the city, as people call them.</summary>
internal static class ScopeWords
{
    /// <summary>The part with its kind: <c>Ward: Shahpura</c>. What the city does not know shows its id.</summary>
    internal static string Of(IStringLocalizer text, ScopeKey key, IReadOnlyList<ScopeChoice> known) =>
        $"{KindOf(text, key.Kind)}: {known.FirstOrDefault(choice => choice.Key == key) switch { { } choice => NameOf(choice), _ => key.Value }}";

    /// <summary>The name in the person's language.</summary>
    internal static string NameOf(ScopeChoice choice) =>
        TextCatalogue.Current == "hi" && choice.NameHindi.Length > 0 ? choice.NameHindi : choice.Name;

    internal static string KindOf(IStringLocalizer text, ScopeKind kind) => text["scope." + kind.ToString().ToLowerInvariant()];
}
