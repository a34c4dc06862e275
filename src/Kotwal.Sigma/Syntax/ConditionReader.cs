using System.Collections.Immutable;
using System.Globalization;

namespace Kotwal.Sigma.Syntax;

/// <summary>
/// Reads a condition (Sigma rules specification, "Condition"). Operators from the loosest to the tightest: or, and, not,
/// quantifiers, parentheses.
/// </summary>
internal sealed class ConditionReader
{
    private readonly YamlScalar scalar;
    private readonly IReadOnlyList<SigmaSearch> searches;
    private readonly SyntaxFaults faults;
    private readonly List<ConditionToken> tokens;
    private int next;
    private int depth;

    private ConditionReader(YamlScalar scalar, IReadOnlyList<SigmaSearch> searches, SyntaxFaults faults)
    {
        this.scalar = scalar;
        this.searches = searches;
        this.faults = faults;
        tokens = ConditionLexer.Cut(scalar.Text);
    }

    /// <summary>Reads a condition, or says what is wrong and gives null.</summary>
    public static SigmaCondition? Read(YamlScalar scalar, IReadOnlyList<SigmaSearch> searches, SyntaxFaults faults)
    {
        if (scalar.Text.Length > faults.Limits.MaxConditionLength)
        {
            faults.Add(scalar.At, $"The condition is longer than {faults.Limits.MaxConditionLength} characters.");
            return null;
        }

        return new ConditionReader(scalar, searches, faults).ReadWhole();
    }

    private SigmaCondition? ReadWhole()
    {
        if (tokens.Count == 0)
        {
            return Fail(0, "The condition is empty.");
        }

        var pipe = tokens.FindIndex(token => token.Text == "|");
        if (pipe >= 0)
        {
            return Fail(tokens[pipe].Offset, OldAggregation.ReasonFor(scalar.Text[(tokens[pipe].Offset + 1)..].Trim()));
        }

        var condition = ReadOr();
        if (condition is not null && next < tokens.Count)
        {
            return Fail(
                tokens[next].Offset,
                tokens[next].Text == ")"
                    ? "This parenthesis closes nothing."
                    : $"'and', 'or' or the end of the condition was expected, not '{tokens[next].Text}'.");
        }

        return condition;
    }

    private SigmaCondition? ReadOr() => ReadChain("or", ReadAnd, parts => new SigmaOr(parts));

    private SigmaCondition? ReadAnd() => ReadChain("and", ReadNot, parts => new SigmaAnd(parts));

    private SigmaCondition? ReadChain(string word, Func<SigmaCondition?> readPart, Func<ImmutableArray<SigmaCondition>, SigmaCondition> join)
    {
        if (readPart() is not { } first)
        {
            return null;
        }

        if (next >= tokens.Count || !tokens[next].Is(word))
        {
            return first;
        }

        var parts = ImmutableArray.CreateBuilder<SigmaCondition>();
        parts.Add(first);
        while (next < tokens.Count && tokens[next].Is(word))
        {
            next++;
            if (readPart() is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }

        return join(parts.ToImmutable());
    }

    private SigmaCondition? ReadNot()
    {
        if (next >= tokens.Count || !tokens[next].Is("not"))
        {
            return ReadPrimary();
        }

        if (!Enter())
        {
            return null;
        }

        next++;
        var part = ReadNot();
        depth--;
        return part is null ? null : new SigmaNot(part);
    }

    private SigmaCondition? ReadPrimary()
    {
        if (next >= tokens.Count)
        {
            return Fail(scalar.Text.Length, "The condition ends where a search was expected.");
        }

        var token = tokens[next++];
        if (token.Text == "(")
        {
            return ReadParenthesis(token);
        }

        if (token.Text == ")" || token.Is("and") || token.Is("or"))
        {
            return Fail(token.Offset, $"A search was expected, not '{token.Text}'.");
        }

        if (next < tokens.Count && tokens[next].Is("of"))
        {
            return ReadQuantified(token);
        }

        return searches.Any(search => search.Name == token.Text) ? new SigmaSearchReference(token.Text) : FailUnknown(token);
    }

    private SigmaCondition? ReadParenthesis(ConditionToken opening)
    {
        if (!Enter())
        {
            return null;
        }

        var inner = ReadOr();
        depth--;
        if (inner is null)
        {
            return null;
        }

        if (next >= tokens.Count || tokens[next].Text != ")")
        {
            return Fail(opening.Offset, "This parenthesis is not closed.");
        }

        next++;
        return inner;
    }

    private SigmaCondition? ReadQuantified(ConditionToken quantity)
    {
        int? atLeast = null;
        if (!quantity.Is("all"))
        {
            if (quantity.Is("any"))
            {
                atLeast = 1;
            }
            else if (int.TryParse(quantity.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
            {
                atLeast = number;
            }
            else
            {
                return Fail(quantity.Offset, $"'all', 'any' or a number above zero was expected before 'of', not '{quantity.Text}'.");
            }
        }

        next++;
        if (next >= tokens.Count || tokens[next].Text is "(" or ")")
        {
            return Fail(quantity.Offset, "After 'of' the name of a search, a pattern or 'them' was expected.");
        }

        var pattern = tokens[next++];
        var names = SearchPattern.NamesFor(pattern.Text, searches);
        if (names.IsEmpty)
        {
            return pattern.Text.Contains('*', StringComparison.Ordinal) || pattern.Is("them")
                ? Fail(pattern.Offset, $"No search of this rule is meant by '{pattern.Text}'.")
                : FailUnknown(pattern);
        }

        return atLeast > names.Length
            ? Fail(quantity.Offset, $"'{pattern.Text}' stands for {names.Length} searches, so {atLeast} of them can never be true.")
            : new SigmaQuantified(atLeast, pattern.Text, names);
    }

    private bool Enter()
    {
        if (++depth <= faults.Limits.MaxConditionDepth)
        {
            return true;
        }

        Fail(tokens[next].Offset, $"The condition is nested deeper than {faults.Limits.MaxConditionDepth} levels.");
        return false;
    }

    private SigmaCondition? FailUnknown(ConditionToken token) => Fail(
        token.Offset,
        $"The condition names a search '{token.Text}' that the rule does not have{NearNames.Hint(token.Text, searches.Select(search => search.Name))}");

    private SigmaCondition? Fail(int offset, string reason)
    {
        faults.Add(scalar.TextAt is { } start ? new(start.Line, start.Column + offset) : scalar.At, reason);
        return null;
    }
}
