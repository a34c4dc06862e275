using System.Collections.Immutable;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Reading;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>An expression with the name that its column gets; null when the hunt gives none.</summary>
internal sealed record NamedExpression(NameExpression? Name, Expression Value)
{
    /// <summary>Names of the parts of a value that is several, as <c>(a, b) = call</c> gives them; empty for one value.</summary>
    public ImmutableArray<NameExpression> PartNames { get; init; } = [];

    /// <summary>Reads <c>a, b = expression, …</c>.</summary>
    public static ImmutableArray<NamedExpression> ReadList(TokenReader tokens)
    {
        var list = ImmutableArray.CreateBuilder<NamedExpression>();
        do
        {
            list.Add(Read(tokens));
        }
        while (tokens.TryTakeSymbol(","));
        return list.ToImmutable();
    }

    /// <summary>The name of the column: the one given, the field's own, or one made of the function and its field.</summary>
    public string ColumnName => Name?.Name ?? NameOf(Value);

    /// <summary>Makes the name one that the others do not have.</summary>
    public static string Distinct(string name, IReadOnlyCollection<string> others)
    {
        var distinct = name;
        for (var number = 1; others.Contains(distinct); number++)
        {
            distinct = FormattableString.Invariant($"{name}{number}");
        }

        return distinct;
    }

    /// <summary>Notes an error where a name given by the hunt is used twice, or there are too many columns.</summary>
    public void Check(PlanContext context, IReadOnlyCollection<string> others)
    {
        if (Name is not null && others.Contains(Name.Name))
        {
            context.Fail(Name.Span, $"Two columns are called '{Name.Name}'.");
        }

        if (others.Count >= Table.MaxColumns)
        {
            context.Fail(Value.Span, $"Too many columns: at most {Table.MaxColumns}.");
        }
    }

    /// <summary>Reads <c>a</c> or <c>b = expression</c>.</summary>
    public static NamedExpression Read(TokenReader tokens)
    {
        if (AreNames(tokens))
        {
            var names = ReadNames(tokens);
            return new NamedExpression(null, ExpressionReader.Read(tokens)) { PartNames = names };
        }

        var value = ExpressionReader.Read(tokens);
        if (value is not NameExpression name || !tokens.TryTakeSymbol("="))
        {
            return new NamedExpression(null, value);
        }

        return new NamedExpression(name, ExpressionReader.Read(tokens));
    }

    // (a, b) = call: names of the parts of one value.
    private static ImmutableArray<NameExpression> ReadNames(TokenReader tokens)
    {
        tokens.ExpectSymbol("(");
        var names = ImmutableArray.CreateBuilder<NameExpression>();
        do
        {
            names.Add(tokens.ExpectName("a name"));
        }
        while (tokens.TryTakeSymbol(","));

        tokens.ExpectSymbol(")");
        tokens.ExpectSymbol("=");
        return names.ToImmutable();
    }

    private static bool AreNames(TokenReader tokens)
    {
        var text = tokens.Reading.Text;
        var open = tokens.Current.Span.Start;
        return tokens.Current.IsSymbol("(")
            && text.AsSpan(Math.Min(Brackets.Closing(text, open) + 1, text.Length)).TrimStart() is ['=', not ('=' or '~'), ..];
    }

    // As in Kusto: bin(@timestamp, 1h) keeps the field's name, sum(source.bytes) is sum_source.bytes, count() is count_.
    private static string NameOf(Expression value) => value switch
    {
        NameExpression name => name.Name,
        CallExpression { Name: "bin", Arguments: [NameExpression binned, ..] } => binned.Name,
        CallExpression { Arguments: [NameExpression { Name: not "*" } first, ..] } call => $"{call.Name}_{first.Name}",
        CallExpression call => call.Name + "_",
        _ => "column",
    };
}
