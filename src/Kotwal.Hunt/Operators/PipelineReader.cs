using System.Collections.Immutable;
using Kotwal.Hunt.Reading;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>Reads pipelines: where the rows come from, then operators parted by <c>|</c>.</summary>
internal static class PipelineReader
{
    /// <summary>Most operators in one pipeline.</summary>
    public const int MaxStages = 50;

    /// <summary>Reads a pipeline that starts at the current token and ends where no further <c>|</c> follows.</summary>
    public static Pipeline Read(TokenReader tokens)
    {
        var start = tokens.Current.Span;
        if (!tokens.Reading.TryEnter(start))
        {
            return new Pipeline(new EventsSource(), [], start);
        }

        var stages = ImmutableArray.CreateBuilder<Stage>();
        Source? source = null;
        if (StartingOperator(tokens.Reading.Text, start.Start) is not null)
        {
            ReadStages(tokens, stages);
            source = stages switch
            {
                [UnionStage union, ..] => new UnionSource(union),
                [StartStage first, ..] => new StartSource(first),
                _ => new EventsSource(),
            };
        }
        else
        {
            source = ReadSource(tokens, stages);
            if (tokens.TryTakeSymbol("|"))
            {
                ReadStages(tokens, stages);
            }
        }

        tokens.Reading.Leave();
        return new Pipeline(source, source is UnionSource or StartSource ? stages.ToImmutable().RemoveAt(0) : stages.ToImmutable(), start.To(tokens.Last));
    }

    /// <summary>Reads rows as an operand: a name, a call or a pipeline in parentheses.</summary>
    public static Pipeline ReadOperand(TokenReader tokens)
    {
        var start = tokens.Current.Span;
        if (tokens.TryTakeSymbol("("))
        {
            var inner = Read(tokens);
            tokens.ExpectSymbol(")");
            return inner;
        }

        var name = tokens.ExpectName("a table, or a query in parentheses");
        Source source = tokens.Current.IsSymbol("(") ? ReadCall(tokens, name) : new NamedSource(name, null);
        return new Pipeline(source, [], start.To(tokens.Last));
    }

    /// <summary>The operator whose name the text has at the place, as a whole word in lower case; null for none.</summary>
    public static string? StartingOperator(string text, int position)
    {
        var length = 0;
        while (position + length < text.Length && (char.IsAsciiLetter(text[position + length]) || text[position + length] == '-'))
        {
            length++;
        }

        var word = text.Substring(position, length);
        var next = position + length < text.Length ? text[position + length] : ' ';
        return OperatorTable.Find(word) is not null && (char.IsWhiteSpace(next) || next is '|' or ')' or ';') ? word : null;
    }

    /// <summary>
    /// True where the rows come from a query in parentheses, a call, or a name alone: what stands there can be read by tokens.
    /// </summary>
    public static bool StartsWithTokens(TextReading reading, int position)
    {
        var text = reading.Text;
        if (position < text.Length && text[position] == '(')
        {
            return Brackets.HoldsPipe(text, position, Brackets.Closing(text, position));
        }

        if (ListedSource.StartsAt(text, position))
        {
            return true;
        }

        var end = EndOfName(text, position);
        return end > position && end < text.Length && text[end] == '('
            && (text[position..end] == Materialize || reading.Lets.GetValueOrDefault(text[position..end]) is FunctionLet);
    }

    /// <summary>The length of a table's name that stands alone at the place, before a <c>|</c> or an end; zero for none.</summary>
    public static int LoneName(string text, int position)
    {
        var end = EndOfName(text, position);
        var next = end;
        while (next < text.Length && char.IsWhiteSpace(text[next]))
        {
            next++;
        }

        return end > position && (next == text.Length || text[next] is '|' or ')' or ';') ? end - position : 0;
    }

    /// <summary>The name that is all that stands between two places; null for anything else.</summary>
    public static string? LoneNameBefore(string text, int start, int end)
    {
        var name = text[start..Math.Max(start, Math.Min(end, text.Length))].Trim();
        return name.Length > 0 && EndOfName(name, 0) == name.Length ? name : null;
    }

    /// <summary>Reads operators parted by <c>|</c>.</summary>
    public static void ReadStages(TokenReader tokens, ImmutableArray<Stage>.Builder stages)
    {
        do
        {
            var name = tokens.ExpectOperatorName();
            if (OperatorTable.Find(name.Text) is not { } found)
            {
                tokens.Fail(name.Span, name.Text.Length == 0
                    ? "Expected an operator such as where, summarize, sort or take."
                    : $"Unknown operator '{name.Text}'{NearestName.Hint(name.Text, OperatorTable.Names)}");
                return;
            }

            if (stages.Count >= MaxStages)
            {
                tokens.Fail(name.Span, $"Too long: at most {MaxStages} operators in one query.");
                return;
            }

            stages.Add(found.Read(tokens));
            if (!tokens.IsAtEndOfStage)
            {
                tokens.FailExpected("'|' or the end");
            }
        }
        while (tokens.TryTakeSymbol("|"));
    }

    private const string Materialize = "materialize";

    private static Source ReadSource(TokenReader tokens, ImmutableArray<Stage>.Builder stages)
    {
        var start = tokens.Current.Span.Start;
        if (StartsWithTokens(tokens.Reading, start))
        {
            return tokens.Current.IsSymbol("(") ? new NestedSource(ReadOperand(tokens)) : ReadCall(tokens, tokens.ExpectName("a table"));
        }

        if (LoneName(tokens.Reading.Text, start) > 0)
        {
            var name = tokens.ExpectName("a table");
            var word = tokens.Current.IsSymbol("|") ? new SearchStage(new SearchPhrase(name.Name, name.Span)) : null;
            return new NamedSource(name, word);
        }

        var search = tokens.ReadFrom(start, reading => new SearchReader(reading).Read(isNested: true));
        stages.Add(new SearchStage(search));
        return new EventsSource();
    }

    private static Source ReadCall(TokenReader tokens, NameExpression name)
    {
        if (name.Name == ListedSource.Word)
        {
            return ListedSource.Read(tokens, name.Span);
        }

        tokens.ExpectSymbol("(");
        if (name.Name == Materialize)
        {
            var inner = Read(tokens);
            tokens.ExpectSymbol(")");
            return new NestedSource(inner);
        }

        var arguments = ImmutableArray.CreateBuilder<Argument>();
        while (!tokens.Current.IsSymbol(")") && !tokens.IsAtEnd)
        {
            arguments.Add(tokens.Current.IsSymbol("(") && StartsWithTokens(tokens.Reading, tokens.Current.Span.Start)
                ? new Argument(null, ReadOperand(tokens))
                : new Argument(ExpressionReader.Read(tokens), null));
            if (!tokens.TryTakeSymbol(","))
            {
                break;
            }
        }

        tokens.ExpectSymbol(")");
        if (tokens.Reading.Lets.GetValueOrDefault(name.Name) is FunctionLet { Query: not null } function)
        {
            return new CallSource(function, arguments.ToImmutable(), name.Span);
        }

        tokens.Fail(name.Span, $"No function of rows is called '{name.Name}'.");
        return new EventsSource();
    }

    private static int EndOfName(string text, int position)
    {
        var end = position;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_') && (end > position || !char.IsAsciiDigit(text[end])))
        {
            end++;
        }

        return end;
    }
}
