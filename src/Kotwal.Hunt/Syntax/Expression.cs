using System.Collections.Immutable;

namespace Kotwal.Hunt.Syntax;

/// <summary>An expression as it was written: data, without types.</summary>
/// <param name="Span">Where it stands.</param>
/// <param name="Depth">Nodes on the longest way down, this one included; the reader bounds it.</param>
internal abstract record Expression(TextSpan Span, int Depth = 1);

/// <summary>A text, number, truth, time, duration or document (JSON as a string). Times and durations are microseconds (since 1970, UTC).</summary>
internal sealed record LiteralExpression(object Value, HuntType Type, TextSpan Span) : Expression(Span);

/// <summary>No value, of a type: <c>long(null)</c>.</summary>
internal sealed record AbsentExpression(HuntType Type, TextSpan Span) : Expression(Span);

/// <summary>The name of a field or of a column.</summary>
internal sealed record NameExpression(string Name, TextSpan Span) : Expression(Span);

/// <summary>A function with its arguments. A star as the only name of an argument stands for all columns.</summary>
internal sealed record CallExpression(string Name, TextSpan NameSpan, ImmutableArray<Expression> Arguments, TextSpan Span)
    : Expression(Span, 1 + (Arguments.Length == 0 ? 0 : Arguments.Max(argument => argument.Depth)));

/// <summary>Operands that must all, or of which at least one must, be true.</summary>
internal sealed record LogicExpression(bool IsAnd, ImmutableArray<Expression> Operands, TextSpan Span)
    : Expression(Span, 1 + Operands.Max(operand => operand.Depth));

/// <summary>The opposite of a truth.</summary>
internal sealed record NotExpression(Expression Operand, TextSpan Span) : Expression(Span, 1 + Operand.Depth);

/// <summary>A query where values stand: those of its first column, or with <c>toscalar</c> the first of them.</summary>
internal sealed record QueryExpression(Tabular Query, TextSpan Span, bool IsScalar = false) : Expression(Span);

/// <summary>A member of a document by its name (a string), an item of a list by its place (a long), or either by an expression.</summary>
internal sealed record MemberExpression(Expression Value, object Key, TextSpan Span) : Expression(Span, 1 + Value.Depth);

/// <summary>Two numbers, times or durations joined by <c>+ - * / %</c>.</summary>
internal sealed record ArithmeticExpression(char Symbol, Expression Left, Expression Right)
    : Expression(Left.Span.To(Right.Span), 1 + Math.Max(Left.Depth, Right.Depth));

/// <summary>
/// A value against one value, a list of values or a range of two. The operator is as written, without the <c>!</c> of its
/// negated form.
/// </summary>
internal sealed record ComparisonExpression(
    string Operator, bool IsNegated, TextSpan OperatorSpan, Expression Left, ImmutableArray<Expression> Right, TextSpan Span)
    : Expression(Span, 1 + Math.Max(Left.Depth, Right.Length == 0 ? 0 : Right.Max(right => right.Depth)));
