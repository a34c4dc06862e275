using System.Collections.Immutable;
using System.Globalization;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Writing;

/// <summary>
/// Makes a detection whose conditions say in words what they mean in the tree. What was read from text is so already; a rule that
/// a filter was put into is not, since its searches have names with spaces, and <c>them</c> would mean those of the filter too.
/// </summary>
internal static class NamedSearches
{
    private static readonly string[] Words = ["and", "or", "not"];
    private static readonly string[] Keys = ["condition", "timeframe", "rules"];

    public static SigmaDetection Of(SigmaDetection detection)
    {
        if (detection.Conditions.All(condition => IsSaid(condition, detection.Searches)) && !detection.Searches.Any(search => Keys.Contains(search.Name)))
        {
            return detection;
        }

        var names = NewNames(detection.Searches);
        ImmutableArray<SigmaSearch> searches = [.. detection.Searches.Select(search => search with { Name = names[search.Name] })];
        return new(searches, [.. detection.Conditions.Select(condition => Say(condition, names, searches))]);
    }

    private static bool IsSaid(SigmaCondition condition, ImmutableArray<SigmaSearch> searches) => condition switch
    {
        SigmaAnd and => and.Parts.All(part => IsSaid(part, searches)),
        SigmaOr or => or.Parts.All(part => IsSaid(part, searches)),
        SigmaNot not => IsSaid(not.Part, searches),
        SigmaQuantified quantified => Fits(quantified, searches),
        _ => IsWord(((SigmaSearchReference)condition).Name),
    };

    private static bool Fits(SigmaQuantified quantified, ImmutableArray<SigmaSearch> searches) =>
        SearchPattern.NamesFor(quantified.Pattern, searches).ToHashSet(StringComparer.Ordinal).SetEquals(quantified.Names);

    private static bool IsWord(string name) =>
        ConditionLexer.Cut(name) is [{ Text: var only } word] && only == name && only is not ("(" or ")" or "|") && !Words.Any(word.Is);

    private static Dictionary<string, string> NewNames(ImmutableArray<SigmaSearch> searches)
    {
        var taken = searches.Select(search => search.Name).Where(IsUsable).ToHashSet(StringComparer.Ordinal);
        var names = taken.ToDictionary(name => name, StringComparer.Ordinal);
        foreach (var name in searches.Select(search => search.Name).Where(name => !IsUsable(name)).Distinct())
        {
            var plain = string.Join('_', name.Split([.. name.Where(letter => !char.IsAsciiLetterOrDigit(letter))], StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
            var free = IsUsable(plain) ? plain : "search_" + plain;
            for (var number = 2; !taken.Add(free); number++)
            {
                free = $"{plain}_{number.ToString(CultureInfo.InvariantCulture)}";
            }

            names[name] = free;
        }

        return names;
    }

    private static bool IsUsable(string name) => IsWord(name) && !Keys.Contains(name);

    private static SigmaCondition Say(SigmaCondition condition, Dictionary<string, string> names, ImmutableArray<SigmaSearch> searches)
    {
        switch (condition)
        {
            case SigmaAnd and:
                return new SigmaAnd([.. and.Parts.Select(part => Say(part, names, searches))]);
            case SigmaOr or:
                return new SigmaOr([.. or.Parts.Select(part => Say(part, names, searches))]);
            case SigmaNot not:
                return new SigmaNot(Say(not.Part, names, searches));
            case SigmaQuantified quantified:
                quantified = quantified with { Names = [.. quantified.Names.Select(name => names[name])] };
                return Fits(quantified, searches) ? quantified : SpellOut(quantified.AtLeast ?? quantified.Names.Length, quantified.Names);
            default:
                return new SigmaSearchReference(names[((SigmaSearchReference)condition).Name]);
        }
    }

    /// <summary>At least so many of the names: the first and one less of the others, or all of it of the others.</summary>
    private static SigmaCondition SpellOut(int atLeast, ImmutableArray<string> names)
    {
        ImmutableArray<SigmaCondition> all = [.. names.Select(name => new SigmaSearchReference(name))];
        return names.Length == 1 ? all[0]
            : atLeast == names.Length ? new SigmaAnd(all)
            : atLeast == 1 ? new SigmaOr(all)
            : new SigmaOr([new SigmaAnd([all[0], SpellOut(atLeast - 1, names[1..])]), SpellOut(atLeast, names[1..])]);
    }
}
