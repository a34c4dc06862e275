using System.Collections.Immutable;
using Kotwal.Hunt.Binding;
using Kotwal.Hunt.Planning;
using Kotwal.Hunt.Syntax;

namespace Kotwal.Hunt.Operators;

/// <summary>Where the rows of a pipeline come from, as it was written.</summary>
internal abstract record Source
{
    public abstract Table Open(PlanContext context);
}

/// <summary>All events.</summary>
internal sealed record EventsSource : Source
{
    public override Table Open(PlanContext context) => Table.Of(context.Schema.Events);
}

/// <summary>A table, a let or a parameter by its name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Word">What it means where it is the name of nothing: a search; null where that is an error.</param>
internal sealed record NamedSource(NameExpression Name, SearchStage? Word) : Source
{
    /// <summary>Whether rows are called so.</summary>
    public bool IsKnown(PlanContext context) =>
        context.Arguments.ContainsKey(Name.Name) || context.FindLet(Name.Name) is not null || context.Schema.TryGetTable(Name.Name, out _);

    public override Table Open(PlanContext context)
    {
        if (context.Arguments.GetValueOrDefault(Name.Name) is Table argument)
        {
            return argument;
        }

        if (context.FindLet(Name.Name) is { } let)
        {
            return let switch
            {
                TableLet rows => context.Once(rows.Name, () => context.Open(rows.Query)),
                FunctionLet { Parameters.IsEmpty: true, Query: { } body } => context.Once(let.Name, () => context.Open(body)),
                _ => Failed(context, $"'{Name.Name}' is no table."),
            };
        }

        if (context.Schema.TryGetTable(Name.Name, out var table))
        {
            return Table.Of(table);
        }

        var nearest = NearestName.Hint(Name.Name, context.TableNames);
        if (Word is null)
        {
            return Failed(context, $"Unknown table '{Name.Name}'{nearest}");
        }

        if (nearest.Length > 1)
        {
            context.Note(Name.Span, $"'{Name.Name}' is no table and was searched as a word{nearest}");
        }

        return Word.Apply(context, Table.Of(context.Schema.Events));
    }

    private Table Failed(PlanContext context, string message)
    {
        context.Fail(Name.Span, message);
        return Table.Of(context.Schema.Events);
    }
}

/// <summary>A function of the hunt's own that gives rows.</summary>
internal sealed record CallSource(FunctionLet Function, ImmutableArray<Argument> Arguments, TextSpan Span) : Source
{
    public override Table Open(PlanContext context)
    {
        var arguments = LetCall.Bind(context, Function, [.. Arguments.Select(argument => argument.Open(context))], Span);
        var outer = context.Arguments;
        context.Arguments = arguments;
        var table = context.Error is null && Function.Query is { } query ? context.Open(query) : Table.Of(context.Schema.Events);
        context.Arguments = outer;
        return table;
    }
}

/// <summary>An argument of such a function: a value that needs no row, or rows.</summary>
internal sealed record Argument(Expression? Value, Tabular? Query)
{
    public object Open(PlanContext context)
    {
        if (Query is not null)
        {
            return context.Open(Query);
        }

        // No column can be named here, as there is no row yet.
        var none = Table.Of(context.Schema.Events).Only([]);
        return Value is NameExpression name && LetCall.AllRowsOf(context, name) is { } rows ? rows : new ExpressionBinder(context, none).Bind(Value!);
    }
}

/// <summary>A pipeline in parentheses.</summary>
internal sealed record NestedSource(Pipeline Inner) : Source
{
    public override Table Open(PlanContext context) => Inner.Apply(context);
}
