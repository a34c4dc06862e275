using System.Collections.Immutable;
using Kotwal.Hunt.Functions;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Reading;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>Reads <c>let name = …;</c> before a hunt: a value, rows or a function.</summary>
internal static class LetReader
{
    /// <summary>Most lets in one hunt.</summary>
    public const int MaxLets = 50;

    private const string Word = "let";

    /// <summary>True where <c>let</c>, a name and <c>=</c> stand; the word alone is a search.</summary>
    public static bool StartsAt(string text, int position)
    {
        if (string.CompareOrdinal(text, position, Word, 0, Word.Length) != 0)
        {
            return false;
        }

        var name = text.AsSpan(position + Word.Length);
        var spaced = name.TrimStart();
        var length = Lexer.NameLength(spaced);
        return length > 0 && spaced.Length < name.Length && spaced[length..].TrimStart() is ['=', ..];
    }

    /// <summary>Reads one let, its semicolon too.</summary>
    public static void Read(TextReading reading)
    {
        var tokens = new TokenReader(reading);
        tokens.Take();
        var name = tokens.ExpectName("a name");
        tokens.ExpectSymbol("=");
        if (reading.Lets.ContainsKey(name.Name))
        {
            tokens.Fail(name.Span, $"'{name.Name}' has a meaning already.");
        }

        if (FunctionTable.Find(name.Name) is not null)
        {
            tokens.Fail(name.Span, $"'{name.Name}' is a function; choose another name.");
        }

        if (reading.Lets.Count >= MaxLets)
        {
            tokens.Fail(name.Span, $"Too long: at most {MaxLets} lets in one hunt.");
        }

        var let = ReadMeaning(tokens, name.Name);
        if (!tokens.Current.IsSymbol(";"))
        {
            tokens.FailExpected("';' after what 'let' names");
            return;
        }

        // The next token is not read yet: what follows may be a search, which has words of its own.
        reading.Lets[name.Name] = let;
        reading.Position = tokens.Current.Span.End;
    }

    private static Let ReadMeaning(TokenReader tokens, string name)
    {
        var text = tokens.Reading.Text;
        var start = tokens.Current.Span.Start;
        if (tokens.Current.IsSymbol("("))
        {
            var after = text.AsSpan(Math.Min(Brackets.Closing(text, start) + 1, text.Length)).TrimStart();
            if (after is ['{', ..])
            {
                return ReadFunction(tokens, name);
            }
        }

        return AreRows(tokens, start, Brackets.EndOfStatement(text, start), null)
            ? new TableLet(name, PipelineReader.Read(tokens))
            : new ValueLet(name, ExpressionReader.Read(tokens));
    }

    private static FunctionLet ReadFunction(TokenReader tokens, string name)
    {
        tokens.ExpectSymbol("(");
        var parameters = ImmutableArray.CreateBuilder<LetParameter>();
        while (!tokens.Current.IsSymbol(")") && !tokens.IsAtEnd)
        {
            parameters.Add(ReadParameter(tokens));
            if (!tokens.TryTakeSymbol(","))
            {
                break;
            }
        }

        tokens.ExpectSymbol(")");
        var open = tokens.Current.Span.Start;
        tokens.ExpectSymbol("{");
        var close = Brackets.Closing(tokens.Reading.Text, open);
        var areRows = AreRows(tokens, tokens.Current.Span.Start, close, parameters);
        var query = areRows ? PipelineReader.Read(tokens) : null;
        var value = areRows ? null : ExpressionReader.Read(tokens);
        tokens.ExpectSymbol("}");
        return new FunctionLet(name, parameters.ToImmutable(), value, query);
    }

    /// <summary>Reads <c>name:type</c>, <c>name:type = value</c>, or <c>name:(…)</c> for rows, whose columns are not looked at.</summary>
    public static LetParameter ReadParameter(TokenReader tokens)
    {
        var name = tokens.ExpectName("the name of a parameter");
        tokens.ExpectSymbol(":");
        if (tokens.Current.IsSymbol("("))
        {
            tokens.SkipParentheses();
            return new LetParameter(name.Name, null, null);
        }

        var type = tokens.ExpectName("the name of a type");
        if (type.Name is not ("dynamic" or "timespan") && Conversion.ToNamed(new NullScalar(HuntType.Keyword), type.Name) is null)
        {
            tokens.Fail(type.Span, $"Unknown type '{type.Name}'; expected {Conversion.NamedTypes}, dynamic or timespan.");
        }

        return new LetParameter(name.Name, type.Name, tokens.TryTakeSymbol("=") ? ExpressionReader.Read(tokens) : null);
    }

    // Rows have a pipe outside brackets, start with an operator or a query in parentheses, or are the name of rows.
    private static bool AreRows(TokenReader tokens, int start, int end, IReadOnlyCollection<LetParameter>? parameters)
    {
        var text = tokens.Reading.Text;
        if (PipelineReader.StartingOperator(text, start) is not null || PipelineReader.StartsWithTokens(tokens.Reading, start))
        {
            return !IsValueCall(tokens, start);
        }

        if (Brackets.HoldsOuterPipe(text, start, end))
        {
            return true;
        }

        return PipelineReader.LoneNameBefore(text, start, end) is { } name
            && (tokens.Reading.Lets.GetValueOrDefault(name) is TableLet || parameters?.Any(one => one.Name == name && one.Type is null) == true
                || (parameters is null && !tokens.Reading.Lets.ContainsKey(name) && name is not ("true" or "false")));
    }

    private static bool IsValueCall(TokenReader tokens, int start) =>
        tokens.Current.Kind == TokenKind.Name && tokens.Current.Span.Start == start
        && tokens.Reading.Lets.GetValueOrDefault(tokens.Current.Text) is FunctionLet { Query: null };
}
