using Kotwal.Events;

namespace Kotwal.Lake.Columns;

/// <summary>
/// Says in a short text what the values of the map were in their record: one letter a value, in the map's order, the items of a
/// list in square brackets. So <c>tn[tt]</c> is a text, a number and a list of two texts.
/// </summary>
internal static class FieldKinds
{
    public const byte ListStart = (byte)'[';
    public const byte ListEnd = (byte)']';

    public static byte LetterOf(FieldKind kind) => kind switch
    {
        FieldKind.Number => (byte)'n',
        FieldKind.Boolean => (byte)'b',
        FieldKind.Null => (byte)'z',
        _ => (byte)'t',
    };
}
