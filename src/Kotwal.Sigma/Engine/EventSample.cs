using Kotwal.Sigma.Frames;
using Kotwal.Sigma.Matching;

namespace Kotwal.Sigma.Engine;

/// <summary>A value of an event that was kept.</summary>
internal readonly record struct SampledValue(int Event, int Field, SigmaValueKind Kind, byte[] Folded);

/// <summary>Events of a stream that were kept to learn from. Bounded; not thread-safe.</summary>
/// <param name="size">Most events.</param>
/// <param name="stride">Events of which one is kept.</param>
internal sealed class EventSample(int size, int stride)
{
    private const int LongestValue = 8 * 1024;
    private const int MostBytes = 1024 * 1024;

    private readonly List<SampledValue> values = [];
    private int bytes;
    private int offered;

    public int Count { get; private set; }

    public bool IsFull => Count >= size || bytes >= MostBytes;

    public IReadOnlyList<SampledValue> Values => values;

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
            var folded = slot.Kind == SigmaValueKind.Null ? default : frame.FoldedAt(place);
            folded = folded[..Math.Min(folded.Length, LongestValue)];
            values.Add(new(Count, slot.Field, slot.Kind, folded.ToArray()));
            bytes += folded.Length + 32;
        }

        Count++;
    }
}
