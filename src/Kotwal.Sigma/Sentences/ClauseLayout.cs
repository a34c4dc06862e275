using System.Collections.Immutable;
using System.Globalization;

namespace Kotwal.Sigma.Sentences;

/// <summary>Puts clauses into words: on one line what is short and simple, else below headings, a part a line.</summary>
internal sealed class ClauseLayout(SigmaSentenceOptions options)
{
    private const int LongestLine = 160;
    private const int MostParts = 4;

    private readonly ValueList values = new(options);

    /// <summary>The lines for a clause; those of its parts begin with a dash and are indented.</summary>
    public IReadOnlyList<string> Lines(Clause clause)
    {
        if (clause is ComparisonClause or NotClause { Part: ComparisonClause } || (IsSimple(clause) && Inline(clause).Length <= LongestLine))
        {
            return [Inline(clause)];
        }

        return clause switch
        {
            NotClause not => Below(HeadingForNot((GroupClause)not.Part), ((GroupClause)not.Part).Parts),
            GroupClause { IsAll: true } all => LinesOfAll(all),
            _ => Below(((GroupClause)clause).AtLeast == 1 ? "any of these:" : $"at least {Number(((GroupClause)clause).AtLeast)} of these:", ((GroupClause)clause).Parts),
        };
    }

    /// <summary>True when the first line begins with the name of a field, which keeps its own letters.</summary>
    public bool BeginsWithField(Clause clause) => clause switch
    {
        ComparisonClause comparison => comparison.IsField,
        NotClause { Part: ComparisonClause comparison } => comparison.IsField,
        GroupClause { IsAll: true } all when Wanted(all) is [var first, .. var others] => (others.Length == 0 || Lines(clause).Count == 1) && BeginsWithField(first),
        GroupClause group => (group.IsAll || group.AtLeast == 1) && Lines(clause).Count == 1 && BeginsWithField(group.Parts[0]),
        _ => false,
    };

    private IReadOnlyList<string> LinesOfAll(GroupClause all)
    {
        var wanted = Wanted(all);
        var unwanted = Unwanted(all);
        if (wanted.IsEmpty)
        {
            return Below("none of these:", unwanted);
        }

        var lines = wanted.Length == 1 ? Lines(wanted[0]) : Below("all of these:", wanted);
        if (unwanted.IsEmpty)
        {
            return lines;
        }

        var exception = Lines(GroupClause.Of(isAll: false, unwanted));
        return [.. lines, "unless " + exception[0], .. exception.Skip(1)];
    }

    private static string HeadingForNot(GroupClause group) =>
        group.AtLeast == 1 ? "none of these:" : group.IsAll ? "not all of these:" : $"fewer than {Number(group.AtLeast)} of these:";

    private IReadOnlyList<string> Below(string heading, ImmutableArray<Clause> parts) =>
        [heading, .. parts.SelectMany(part => Lines(part).Select((line, place) => (place == 0 ? "- " : "  ") + line))];

    private string Inline(Clause clause)
    {
        switch (clause)
        {
            case ComparisonClause comparison:
                return Say(comparison, isDenied: false);
            case NotClause { Part: ComparisonClause comparison }:
                return Say(comparison, isDenied: true);
            case NotClause not:
                return $"not ({Inline(not.Part)})";
            case GroupClause { IsAll: true } all when !Wanted(all).IsEmpty && !Unwanted(all).IsEmpty:
                return $"{string.Join(", and ", Wanted(all).Select(InlinePart))}, unless {InlinePart(GroupClause.Of(isAll: false, Unwanted(all)))}";
            case GroupClause { IsAll: true } all:
                return string.Join(", and ", all.Parts.Select(InlinePart));
            case GroupClause { AtLeast: 1 } any:
                return string.Join(", or ", any.Parts.Select(InlinePart));
            default:
                var group = (GroupClause)clause;
                return $"at least {Number(group.AtLeast)} of ({string.Join("; ", group.Parts.Select(Inline))})";
        }
    }

    private string InlinePart(Clause part) => part is GroupClause { IsAll: true } or GroupClause { AtLeast: 1 } ? $"({Inline(part)})" : Inline(part);

    private string Say(ComparisonClause comparison, bool isDenied)
    {
        var words = $"{comparison.Subject} {(isDenied ? comparison.Phrase.Negative : comparison.Phrase.Positive)}";
        var which = comparison.Values.Length switch
        {
            0 => "",
            1 => " " + comparison.Values[0],
            _ when comparison.IsAll => $" all of {values.Of(comparison.Values, "and")}",
            _ when isDenied => $" any of {values.Of(comparison.Values, "and")}",
            _ => " " + values.Of(comparison.Values, "or"),
        };
        return words + which + comparison.Suffix;
    }

    private static bool IsSimple(Clause clause) => Depth(clause) <= 2 && Count(clause) <= MostParts;

    private static int Depth(Clause clause) => clause switch
    {
        ComparisonClause => 0,
        NotClause not => Depth(not.Part),
        _ => 1 + ((GroupClause)clause).Parts.Max(Depth),
    };

    private static int Count(Clause clause) => clause switch
    {
        ComparisonClause => 1,
        NotClause not => Count(not.Part),
        _ => ((GroupClause)clause).Parts.Sum(Count),
    };

    private static ImmutableArray<Clause> Wanted(GroupClause all) => [.. all.Parts.Where(part => part is not NotClause)];

    private static ImmutableArray<Clause> Unwanted(GroupClause all) => [.. all.Parts.OfType<NotClause>().Select(not => not.Part)];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
