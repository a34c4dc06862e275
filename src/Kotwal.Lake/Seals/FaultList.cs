using Kotwal.Lake.Manifest;

namespace Kotwal.Lake.Seals;

/// <summary>Gathers faults; keeps the first of them and counts the others.</summary>
internal sealed class FaultList
{
    private const int MaxKept = 1_000;

    private readonly List<LakeFault> kept = [];

    public long Count { get; private set; }

    public IReadOnlyList<LakeFault> Kept => kept;

    public void Add(LakeFaultKind kind, string path, string words, long? seal = null, DateOnly? day = null, DateTimeOffset? soundAt = null) =>
        Add(new LakeFault(kind, path, seal, day, soundAt, words));

    public void Add(LakeFaultKind kind, Segment segment, string words, SealedSegment? stated) =>
        Add(new LakeFault(kind, segment.Path, stated?.Seal ?? segment.Seal, segment.Day, stated?.At, words) { IsCold = segment.Cold is not null });

    private void Add(LakeFault fault)
    {
        Count++;
        if (kept.Count < MaxKept)
        {
            kept.Add(fault);
        }
    }
}

/// <summary>A segment as the chain states it.</summary>
/// <param name="Stated">The segment.</param>
/// <param name="Seal">The link that states it.</param>
/// <param name="At">When that was.</param>
internal sealed record SealedSegment(Segment Stated, long Seal, DateTimeOffset At);
