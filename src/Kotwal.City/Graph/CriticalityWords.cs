namespace Kotwal.City.Graph;

/// <summary>How much the city depends on a thing, as words and as numbers that compare.</summary>
public static class CriticalityWords
{
    private static readonly string[] Words = ["low", "medium", "high", "critical"];

    public const int Highest = 4;

    /// <summary>1 for <c>low</c> to 4 for <c>critical</c>; 0 for anything else.</summary>
    public static int Parse(string? word) => word is null ? 0 : Array.IndexOf(Words, word.ToLowerInvariant()) + 1;

    /// <summary>The word of a number; null for 0.</summary>
    public static string? Write(int level) => level is >= 1 and <= Highest ? Words[level - 1] : null;
}
