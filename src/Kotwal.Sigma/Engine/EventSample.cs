using Kotwal.Sigma.Frames;
using Kotwal.Sigma.Matching;

namespace Kotwal.Sigma.Engine;

/// <summary>A value of an event that was kept.</summary>
/// <param name="Event">The event's place in the sample.</param>
/// <param name="Field">The field's handle, or -1.</param>
/// <param name="Kind">What the value is.</param>
/// <param name="Text">Where its text without case stands in the sample.</param>
internal readonly record struct SampledValue(int Event, int Field, SigmaValueKind Kind, Range Text);

/// <summary>Events of a stream that were kept to learn from. Bounded; not thread-safe.</summary>
/// <param name="size">Most events.</param>
/// <param name="stride">Events of which one is kept.</param>
internal sealed class EventSample(int size, int stride)
{
    private const int LongestValue = 8 * 1024;
    private const int MostBytes = 512 * 1024;
    private const int MostValues = 32 * 1024;

    private readonly List<SampledValue> values = [];
    private byte[] text = new byte[16 * 1024];
    private int bytes;
    private int offered;

    public int Count { get; private set; }

    public bool IsFull => Count >= size || bytes >= MostBytes || values.Count >= MostValues;

    public IReadOnlyList<SampledValue> Values => values;

    /// <summary>The text of a value, without case.</summary>
    public ReadOnlySpan<byte> TextOf(SampledValue value) => text.AsSpan(value.Text);

    /// <summary>Takes an event, or lets it pass.</summary>
    public void Offer(SigmaEventFrame frame)
    {
        if (offered++ % stride != 0 || IsFull)
        {
            return;
        }

        for (var place = 0; place < frame.Count; place++)
        {
            ref var slot = ref frame.SlotAt(place);
            var folded = slot.Kind.HasText() ? frame.FoldedAt(place) : default;
            folded = folded[..Math.Min(folded.Length, LongestValue)];
            if (bytes + folded.Length > text.Length)
            {
                Array.Resize(ref text, text.Length * 2);
            }

            folded.CopyTo(text.AsSpan(bytes));
            values.Add(new(Count, slot.Field, slot.Kind, bytes..(bytes + folded.Length)));
            bytes += folded.Length;
        }

        Count++;
    }
}
