namespace Kotwal.Sigma.Syntax;

/// <summary>What reasons quote of a text: a sender decides how long names and values are.</summary>
internal static class Reason
{
    private const int LongestQuote = 60;

    /// <summary>The text, or its beginning.</summary>
    public static string Shorten(string text) => text.Length <= LongestQuote ? text : string.Concat(text.AsSpan(0, LongestQuote - 3), "...");
}
