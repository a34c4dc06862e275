using Kotwal.City.Facts;

namespace Kotwal.City.Graph;

/// <summary>Who is believed when sources differ. The one place to change the rules of precedence.</summary>
internal static class SourceRanks
{
    // The first row that fits. What a scanner guesses counts less than what people wrote into an inventory, though both are imports.
    private static readonly (string Source, bool IsPrefix, int Rank)[] Table =
    [
        ("person:", true, 0),
        (FactSources.Files, false, 1),
        ("import:nmap", false, 3),
        ("import:", true, 2),
        (FactSources.Heard, false, 4),
        ("", true, 5),
    ];

    /// <summary>Rank of a source; 0 is believed first.</summary>
    public static int Of(string source) =>
        Array.Find(Table, row => row.IsPrefix ? source.StartsWith(row.Source, StringComparison.Ordinal) : source == row.Source).Rank;

    /// <summary>
    /// Sources that share a voice replace each other's words. People do: what one states, another may correct or end.
    /// </summary>
    public static string VoiceOf(string source) => FactSources.IsPerson(source) ? "person:" : source;
}
