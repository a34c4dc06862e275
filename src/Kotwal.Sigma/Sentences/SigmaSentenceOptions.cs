using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Sentences;

/// <summary>How much a sentence says.</summary>
public sealed record SigmaSentenceOptions
{
    /// <summary>Most values that are named of one item; of the others the number is said. Default 8.</summary>
    public int MaxValues { get; init; } = 8;

    /// <summary>Longest value that is shown whole, in UTF-16 units. Default 120.</summary>
    public int MaxValueLength { get; init; } = 120;

    /// <summary>The title of the rule that a correlation or a filter refers to by id or name; where it gives null, the reference itself is said.</summary>
    public Func<string, string?> TitleOf { get; init; } = _ => null;

    /// <summary>Every value, in full length.</summary>
    public static SigmaSentenceOptions Whole { get; } = new() { MaxValues = int.MaxValue, MaxValueLength = int.MaxValue };

    /// <summary>The same, with the titles of these documents for their ids and names.</summary>
    public SigmaSentenceOptions WithTitlesOf(IEnumerable<SigmaDocument> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        var titles = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var about in documents.Select(document => document.Metadata))
        {
            foreach (var reference in new[] { about.Id, about.Name }.OfType<string>())
            {
                titles.TryAdd(reference, about.Title);
            }
        }

        return this with { TitleOf = titles.GetValueOrDefault };
    }
}
