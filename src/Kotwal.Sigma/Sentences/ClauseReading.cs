using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Sentences;

/// <summary>Puts searches in the places of their names.</summary>
internal sealed class ClauseReading(ImmutableArray<SigmaSearch> searches, ComparisonReading comparisons)
{
    public static Clause Of(SigmaDetection detection, SigmaSentenceOptions options)
    {
        var reading = new ClauseReading(detection.Searches, new(options));
        return GroupClause.Of(isAll: false, detection.Conditions.Select(reading.Read));
    }

    private Clause Read(SigmaCondition condition)
    {
        switch (condition)
        {
            case SigmaAnd and:
                return GroupClause.Of(isAll: true, and.Parts.Select(Read));
            case SigmaOr or:
                return GroupClause.Of(isAll: false, or.Parts.Select(Read));
            case SigmaNot not:
                return NotClause.Of(Read(not.Part));
            case SigmaQuantified quantified:
                var parts = quantified.Names.Select(Read).ToImmutableArray();
                return quantified.AtLeast is { } atLeast && atLeast > 1 && atLeast < parts.Length
                    ? new GroupClause(atLeast, parts)
                    : GroupClause.Of(isAll: quantified.AtLeast != 1, parts);
            default:
                return Read(((SigmaSearchReference)condition).Name);
        }
    }

    private Clause Read(string name) => Read(searches.First(search => search.Name == name).Body);

    private Clause Read(SigmaSearchNode node) => node switch
    {
        SigmaSearchItem item => comparisons.Read(item),
        SigmaSearchAll all => GroupClause.Of(isAll: true, all.Parts.Select(Read)),
        _ => GroupClause.Of(isAll: false, ((SigmaSearchAny)node).Parts.Select(Read)),
    };
}
