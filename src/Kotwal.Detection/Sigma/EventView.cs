using Kotwal.Events;
using Kotwal.Sigma.Matching;

namespace Kotwal.Detection.Sigma;

/// <summary>An event as Sigma's engine sees it.</summary>
internal readonly struct EventView(EventIndex index) : ISigmaEvent
{
    /// <inheritdoc/>
    public ReadOnlySpan<byte> Original => index.Event.Original;

    /// <inheritdoc/>
    public bool TryNext(int field, scoped ref int cursor, out SigmaEventValue value)
    {
        // The cursor is the place after which the next value is looked for, plus one; zero stands for the beginning.
        var place = cursor == 0 ? index.First(field) : index.Next(cursor - 1);
        if (place < 0)
        {
            value = default;
            return false;
        }

        cursor = place + 1;
        value = At(place);
        return true;
    }

    /// <inheritdoc/>
    public bool TryNextOfAll(scoped ref int cursor, out SigmaEventValue value)
    {
        if (cursor >= index.Event.ValueCount)
        {
            value = default;
            return false;
        }

        value = At(cursor++);
        return true;
    }

    private SigmaEventValue At(int place)
    {
        var value = index.Event.ValueAt(place);
        return new(value.Text, KindOf(value.Kind));
    }

    private static SigmaValueKind KindOf(FieldKind kind) => kind switch
    {
        FieldKind.Number => SigmaValueKind.Number,
        FieldKind.Boolean => SigmaValueKind.Boolean,
        FieldKind.Null => SigmaValueKind.Null,
        _ => SigmaValueKind.Text,
    };
}
