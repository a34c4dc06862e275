using System.Collections.Immutable;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Reading;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>The name of a column, or with a star at its start or end, of several.</summary>
internal sealed record ColumnPattern(string Text, bool IsOpenBefore, bool IsOpenBehind, TextSpan Span)
{
    public bool IsOpen => IsOpenBefore || IsOpenBehind;

    /// <summary>Reads <c>name</c>, <c>name.*</c>, <c>prefix*</c>, <c>*suffix</c> or <c>*</c>.</summary>
    public static ColumnPattern Read(TokenReader tokens)
    {
        var star = tokens.Current.Span;
        var isOpenBefore = tokens.TryTakeSymbol("*");
        if (isOpenBefore && (tokens.Current.Kind != TokenKind.Name || tokens.Current.Span.Start > star.End))
        {
            return new ColumnPattern("", true, true, star);
        }

        var name = tokens.ExpectName("the name of a column");
        var hasDot = tokens.TryTakeSymbol(".*");
        var isOpenBehind = hasDot || (tokens.Current.Span.Start == tokens.Last.End && tokens.TryTakeSymbol("*"));
        return new ColumnPattern(hasDot ? name.Name + "." : name.Name, isOpenBefore, isOpenBehind, name.Span);
    }

    public static ImmutableArray<ColumnPattern> ReadList(TokenReader tokens)
    {
        var patterns = ImmutableArray.CreateBuilder<ColumnPattern>();
        do
        {
            patterns.Add(Read(tokens));
        }
        while (tokens.TryTakeSymbol(","));

        return patterns.ToImmutable();
    }

    public bool Fits(string name) => (IsOpenBefore, IsOpenBehind) switch
    {
        (true, true) => name.Contains(Text, StringComparison.Ordinal),
        (true, false) => name.EndsWith(Text, StringComparison.Ordinal),
        (false, true) => name.StartsWith(Text, StringComparison.Ordinal),
        _ => name == Text,
    };

    /// <summary>Notes an error where the name, without a star, is no column's.</summary>
    public void Check(PlanContext context, Table input)
    {
        if (!IsOpen && !input.Columns.Any(column => column.Name == Text))
        {
            context.Fail(Span, $"Unknown column '{Text}'{NearestName.Hint(Text, input.Columns.Select(column => column.Name))}");
        }
    }
}
