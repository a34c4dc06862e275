using System.Collections.Immutable;

namespace Kotwal.Hunt.Planning;

/// <summary>A value that depends on where a row stands among the others.</summary>
/// <param name="Window">What is computed.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Order">The order in which the rows stand.</param>
/// <param name="Type">Type of the value.</param>
/// <param name="IsList">True when it is a list.</param>
internal sealed record WindowScalar(WindowFunction Window, ImmutableArray<Scalar> Arguments, ImmutableArray<SortKey> Order, HuntType Type, bool IsList = false)
    : Scalar(Type, IsList);

/// <summary>What a <see cref="WindowScalar"/> computes.</summary>
internal enum WindowFunction
{
    /// <summary>The number of the row; the first is the argument.</summary>
    RowNumber,

    /// <summary>A value of an earlier row: value, how many rows before, what stands in where there is none.</summary>
    Earlier,

    /// <summary>The same of a later row.</summary>
    Later,
}

/// <summary>The values of a table's first column as one list; an empty one where there are none.</summary>
internal sealed record RowsListScalar(Table Rows) : Scalar(Rows.Columns[0].Value.Type, IsList: true);
