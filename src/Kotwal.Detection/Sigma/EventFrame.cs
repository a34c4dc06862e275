using Kotwal.Events;
using Kotwal.Sigma.Engine;
using Kotwal.Sigma.Frames;
using Kotwal.Sigma.Matching;

namespace Kotwal.Detection.Sigma;

/// <summary>Lays one event out as Sigma's engine takes it, again and again without allocating. For one thread.</summary>
internal sealed class EventFrame(FieldHandles handles)
{
    private readonly SigmaEventFrame frame = new();

    /// <summary>The event with what a route's rules look at.</summary>
    public SigmaEventFrame Fill(in SecurityEvent next, SigmaRoute route)
    {
        if (route.NeedsAllValues)
        {
            return FillWhole(in next);
        }

        frame.Clear();
        for (var place = 0; place < next.ValueCount; place++)
        {
            var value = next.ValueAt(place);
            if (handles.TryFind(value.Field, out var handle) && route.NeedsField(handle))
            {
                frame.Add(handle, value.Text, KindOf(value.Kind));
            }
        }

        return frame;
    }

    /// <summary>The event with all of its values, and as it was received.</summary>
    public SigmaEventFrame FillWhole(in SecurityEvent next)
    {
        frame.Clear();
        frame.SetOriginal(next.Original);
        for (var place = 0; place < next.ValueCount; place++)
        {
            var value = next.ValueAt(place);
            frame.Add(handles.TryFind(value.Field, out var handle) ? handle : -1, value.Text, KindOf(value.Kind));
        }

        return frame;
    }

    private static SigmaValueKind KindOf(FieldKind kind) => kind switch
    {
        FieldKind.Number => SigmaValueKind.Number,
        FieldKind.Boolean => SigmaValueKind.Boolean,
        FieldKind.Null => SigmaValueKind.Null,
        _ => SigmaValueKind.Text,
    };
}
