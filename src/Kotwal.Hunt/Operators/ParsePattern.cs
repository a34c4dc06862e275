using System.Collections.Immutable;
using System.Text;
using Kotwal.Hunt.Functions;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Reading;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>The pattern of <c>parse</c> as one regular expression (RE2) with a group for each column.</summary>
internal sealed record ParsePattern(string Regex, ImmutableArray<ParseColumn> Columns)
{
    private const int MaxParts = 100;
    private const string Whole = @"([-+]?\d+)";
    private const string Number = @"([-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)";

    /// <summary>Reads stars, literals and columns up to the end of the operator.</summary>
    public static ParsePattern Read(TokenReader tokens, string kind, string? flags)
    {
        var start = tokens.Current.Span;
        var isKnown = flags is null || flags.All("imsU".Contains);
        if (!isKnown)
        {
            tokens.Fail(start, "Expected flags of i, m, s and U.");
        }

        var regex = new StringBuilder(flags is null || !isKnown ? "(?s)^" : $"(?{flags})^");
        var columns = ImmutableArray.CreateBuilder<ParseColumn>();
        var (groups, parts) = (0, 0);
        while (!tokens.IsAtEndOfStage)
        {
            if (++parts > MaxParts)
            {
                tokens.Fail(tokens.Current.Span, $"Too long: at most {MaxParts} parts in one pattern.");
            }

            groups += ReadPart(tokens, kind, regex, columns, groups);
        }

        if (parts == 0)
        {
            tokens.FailExpected("a literal in quotes, a name or a star");
        }

        return new ParsePattern(regex.ToString(), columns.ToImmutable());
    }

    // Returns the number of groups that the part has.
    private static int ReadPart(
        TokenReader tokens, string kind, StringBuilder regex, ImmutableArray<ParseColumn>.Builder columns, int groups)
    {
        if (tokens.TryTakeSymbol("*"))
        {
            regex.Append(tokens.IsAtEndOfStage ? "" : ".*?");
            return 0;
        }

        if (tokens.Current.Kind == TokenKind.Text)
        {
            return ReadLiteral(tokens, kind, regex);
        }

        var name = tokens.ExpectName("a literal in quotes, a name or a star");
        var type = tokens.TryTakeSymbol(":") ? tokens.ExpectName("the name of a type") : new NameExpression("string", name.Span);
        if (Conversion.ToNamed(new NullScalar(HuntType.Keyword), type.Name) is null)
        {
            tokens.Fail(type.Span, $"Unknown type '{type.Name}'; expected {Conversion.NamedTypes}.");
        }

        regex.Append((kind, type.Name) switch
        {
            (not "relaxed", "long" or "int") => Whole,
            (not "relaxed", "double" or "real") => Number,
            _ => tokens.IsAtEndOfStage ? "(.*)" : "(.*?)",
        });
        columns.Add(new ParseColumn(name, type.Name, groups + 1));
        return 1;
    }

    private static int ReadLiteral(TokenReader tokens, string kind, StringBuilder regex)
    {
        var literal = tokens.Take();
        if (kind != "regex")
        {
            regex.Append(RegexText.Escape(literal.Text));
            return 0;
        }

        if (KnownRegex.Refusal(literal.Text) is { } refusal)
        {
            tokens.Fail(literal.Span, refusal);
            return 0;
        }

        regex.Append("(?:").Append(literal.Text).Append(')');
        return KnownRegex.Groups(literal.Text);
    }
}

/// <summary>A column that <c>parse</c> makes: its name, its type and the group that holds it.</summary>
internal sealed record ParseColumn(NameExpression Name, string Type, int Group);
