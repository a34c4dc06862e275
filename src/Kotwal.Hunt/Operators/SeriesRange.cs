using Kotwal.Hunt.Reading;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>The range and the step of a series, as they were written.</summary>
internal sealed record SeriesRange(Expression? From, Expression? To, Expression Step)
{
    /// <summary>Most steps of one series: what fills the gaps takes memory.</summary>
    public const int MaxSteps = 50_000;

    /// <summary>Reads <c>from a to b step c</c>, or <c>in range(a, b, c)</c>.</summary>
    public static SeriesRange Read(TokenReader tokens)
    {
        if (tokens.TryTakeWord("in"))
        {
            tokens.ExpectWord("range");
            tokens.ExpectSymbol("(");
            var first = ExpressionReader.Read(tokens);
            tokens.ExpectSymbol(",");
            var end = ExpressionReader.Read(tokens);
            tokens.ExpectSymbol(",");
            var size = ExpressionReader.Read(tokens);
            tokens.ExpectSymbol(")");
            return new SeriesRange(first, end, size);
        }

        var from = tokens.TryTakeWord("from") ? ExpressionReader.Read(tokens) : null;
        var to = tokens.TryTakeWord("to") ? ExpressionReader.Read(tokens) : null;
        tokens.ExpectWord("step");
        return new SeriesRange(from, to, ExpressionReader.Read(tokens));
    }
}
