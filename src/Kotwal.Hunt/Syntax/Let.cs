using System.Collections.Immutable;

namespace Kotwal.Hunt.Syntax;

/// <summary>A query that gives rows, as it was written. What it is made of is the operators' matter.</summary>
internal abstract record Tabular;

/// <summary>What a hunt names with <c>let</c>.</summary>
internal abstract record Let(string Name);

/// <summary>A value.</summary>
internal sealed record ValueLet(string Name, Expression Value) : Let(Name);

/// <summary>Rows.</summary>
internal sealed record TableLet(string Name, Tabular Query) : Let(Name);

/// <summary>A function; its body is an expression or a query, and the other is null.</summary>
internal sealed record FunctionLet(string Name, ImmutableArray<LetParameter> Parameters, Expression? Value, Tabular? Query) : Let(Name);

/// <summary>A parameter of a function.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The name of its type; null for rows.</param>
/// <param name="Default">Its value where the call gives none; null where it must.</param>
internal sealed record LetParameter(string Name, string? Type, Expression? Default);
