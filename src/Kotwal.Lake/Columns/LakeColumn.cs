using Kotwal.Events.Schema;

namespace Kotwal.Lake.Columns;

/// <summary>A field that has a column of its own in every segment.</summary>
/// <param name="Name">The field's dotted name, which is the column's name too.</param>
/// <param name="Type">What the column holds: Long as 64-bit integers, Double, Boolean, Date as microseconds in UTC, all else as UTF-8.</param>
/// <param name="IsList">True for a column of lists; these are always text.</param>
internal sealed record LakeColumn(string Name, FieldType Type, bool IsList);
