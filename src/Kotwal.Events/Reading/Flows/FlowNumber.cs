using System.Buffers.Text;

namespace Kotwal.Events.Reading.Flows;

/// <summary>Numbers as text in a batch.</summary>
internal static class FlowNumber
{
    private const int MaxDigits = 20;

    /// <summary>Writes the number into the batch, for no field yet.</summary>
    public static TextPlace Keep(EventBatch batch, ulong number)
    {
        var room = batch.Reserve(MaxDigits);
        if (number < 10)
        {
            room[0] = (byte)('0' + number);
            return batch.Keep(1);
        }

        Utf8Formatter.TryFormat(number, room, out var length);
        return batch.Keep(length);
    }

    /// <summary>Adds the number to the open event.</summary>
    public static void Add(EventBatch batch, Field field, ulong number) => batch.Add(field, Keep(batch, number), FieldKind.Number);
}
