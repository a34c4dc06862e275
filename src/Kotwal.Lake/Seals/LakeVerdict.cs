namespace Kotwal.Lake.Seals;

/// <summary>What checking a lake has shown.</summary>
/// <param name="Seals">Links of the chain that were checked.</param>
/// <param name="Head">SHA-256 of the newest link; null before the first. Note it elsewhere: it proves the whole chain.</param>
/// <param name="Key">Fingerprint of the key that signed the newest link; null before the first.</param>
/// <param name="SealedSegments">Sealed segments that the lake consists of.</param>
/// <param name="OpenSegments">Segments of days that are not sealed yet: checked against the manifest alone, which is not signed.</param>
/// <param name="Bytes">Bytes of segments that were read.</param>
/// <param name="FaultCount">Number of faults.</param>
/// <param name="Faults">The first of them.</param>
public sealed record LakeVerdict(
    long Seals, string? Head, string? Key, long SealedSegments, long OpenSegments, long Bytes, long FaultCount, IReadOnlyList<LakeFault> Faults)
{
    /// <summary>Segments among them that are in the cold store.</summary>
    public long ColdSegments { get; init; }

    /// <summary>Whether nothing is wrong and nothing is left in doubt.</summary>
    public bool IsSound => FaultCount == 0;
}

/// <summary>One thing that is wrong with a lake.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Path">File that it is about, below the lake's folder.</param>
/// <param name="Seal">The link of the chain concerned; null where none is.</param>
/// <param name="Day">The UTC day whose events are concerned; null where nobody can say.</param>
/// <param name="SoundAt">When it was right the last time by what was signed; null where nothing says so.</param>
/// <param name="Words">What is wrong, in a sentence.</param>
public sealed record LakeFault(LakeFaultKind Kind, string Path, long? Seal, DateOnly? Day, DateTimeOffset? SoundAt, string Words)
{
    /// <summary>Whether it is about a segment in the cold store.</summary>
    public bool IsCold { get; init; }
}

/// <summary>What can be wrong with a lake.</summary>
public enum LakeFaultKind
{
    /// <summary>A file has other bytes than were stated.</summary>
    Altered,

    /// <summary>A file is gone.</summary>
    Missing,

    /// <summary>A file is there that is no part of the lake.</summary>
    Extra,

    /// <summary>A link of the chain stands in another's place, or does not follow the one before.</summary>
    Reordered,

    /// <summary>A signature is missing or is not of the key.</summary>
    WrongSignature,

    /// <summary>A link is signed with a key that nobody vouched for.</summary>
    UnknownKey,

    /// <summary>The newest links were cut off.</summary>
    CutShort,

    /// <summary>The manifest says something else than the chain.</summary>
    Contradicted,

    /// <summary>Something cannot be read at all.</summary>
    Unreadable,
}
