using System.Collections.Immutable;

namespace Kotwal.Hunt.Planning;

/// <summary>A value with its type, computed for each row. Data: a dialect of SQL writes it.</summary>
/// <param name="Type">Type of the value, or of the items of a list.</param>
/// <param name="IsList">True when the value is a list.</param>
internal abstract record Scalar(HuntType Type, bool IsList = false)
{
    /// <summary>True for a truth that was computed: it may be unknown (NULL), which counts as false.</summary>
    public virtual bool IsCondition => false;

    public bool IsNumber => Type is HuntType.Whole or HuntType.Fraction;

    public bool IsText => Type is HuntType.Keyword or HuntType.Text or HuntType.Ip or HuntType.Open;
}

/// <summary>A column of the input: an expression of the schema, or a name that the plan gave.</summary>
/// <param name="Sql">Trusted SQL.</param>
/// <param name="Type">Type of the values.</param>
/// <param name="IsList">True for a column of lists.</param>
/// <param name="Field">Name of the schema's field; null for a column that the plan made.</param>
internal sealed record ColumnScalar(string Sql, HuntType Type, bool IsList, string? Field) : Scalar(Type, IsList);

/// <summary>The value of a field that the schema does not know, from its map.</summary>
internal sealed record MapEntryScalar(string MapSql, string Key, bool IsList) : Scalar(HuntType.Open, IsList);

/// <summary>The item of a list that a surrounding <see cref="AnyScalar"/> looks at.</summary>
/// <param name="Level">Number of the list's <see cref="AnyScalar"/>.</param>
/// <param name="List">The list.</param>
internal sealed record ItemScalar(int Level, Scalar List) : Scalar(List.Type);

/// <summary>True when the predicate holds for at least one item of the list.</summary>
internal sealed record AnyScalar(Scalar List, int Level, Scalar Predicate) : Scalar(HuntType.Truth)
{
    public override bool IsCondition => true;
}

/// <summary>A value of the hunt's text or of the caller: string, long, double or bool. Times and durations are microseconds.</summary>
internal sealed record ConstantScalar(object Value, HuntType Type) : Scalar(Type);

/// <summary>No value at all, of a type. Of maps, the list says that values of it are lists.</summary>
internal sealed record NullScalar(HuntType Type, bool IsList = false) : Scalar(Type, IsList);

/// <summary>The values of a query's only column. It stands to the right of <c>in</c> alone.</summary>
internal sealed record RowsScalar(Table Rows) : Scalar(Rows.Columns.IsEmpty ? HuntType.Keyword : Rows.Columns[0].Value.Type);

/// <summary>True where the value, or any item of it, is among those of the query's only column; both are of one type.</summary>
internal sealed record AmongScalar(Scalar Value, Table Rows) : Scalar(HuntType.Truth)
{
    public override bool IsCondition => true;
}

/// <summary>The value of a query's first column in its first row; NULL when it has none.</summary>
internal sealed record FirstScalar(Table Rows) : Scalar(Rows.Columns[0].Value.Type, Rows.Columns[0].Value.IsList);

/// <summary>A primitive of the plan with its arguments.</summary>
internal sealed record CallScalar(Primitive Primitive, ImmutableArray<Scalar> Arguments, HuntType Type, bool IsList = false)
    : Scalar(Type, IsList)
{
    public override bool IsCondition =>
        Type == HuntType.Truth && Primitive is not (Primitive.IsTrue or Primitive.If or Primitive.Coalesce or Primitive.Least
            or Primitive.Greatest or Primitive.AnyValue or Primitive.AnyValueWhere or Primitive.Min or Primitive.MinWhere or Primitive.Max
            or Primitive.MaxWhere or Primitive.ArgMax or Primitive.ArgMin or Primitive.TruthOf or Primitive.IsNotZero);
}

/// <summary>All, or at least one, of the operands.</summary>
internal sealed record LogicScalar(bool IsAnd, ImmutableArray<Scalar> Operands) : Scalar(HuntType.Truth)
{
    public override bool IsCondition => true;
}

/// <summary>The opposite of the operand, where unknown counts as false.</summary>
internal sealed record NotScalar(Scalar Operand) : Scalar(HuntType.Truth)
{
    public override bool IsCondition => true;
}

/// <summary>True when the text occurs in the value; a side that is bounded must be the edge of a word there.</summary>
internal sealed record PhraseScalar(Scalar Value, string Phrase, bool IsStartBounded, bool IsEndBounded, bool IsCaseSensitive)
    : Scalar(HuntType.Truth)
{
    public override bool IsCondition => true;
}
