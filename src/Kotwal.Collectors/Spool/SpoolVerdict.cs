namespace Kotwal.Collectors.Spool;

/// <summary>What an examination of a spool's folder has shown.</summary>
/// <param name="Id">The spool's identity; null when nobody can say.</param>
/// <param name="IsInUse">True when a process writes to it at this moment; its tail is then not looked at.</param>
/// <param name="Segments">Segment files.</param>
/// <param name="Bytes">Bytes of all segment files.</param>
/// <param name="Records">Whole records, those before <paramref name="Released"/> included.</param>
/// <param name="Released">Everything before this position is done with.</param>
/// <param name="End">End of what is whole.</param>
/// <param name="ReceivedAt">The newest receive time that was given; null when nobody can say.</param>
/// <param name="Faults">What is wrong.</param>
public sealed record SpoolVerdict(
    Guid? Id, bool IsInUse, int Segments, long Bytes, long Records, long Released, long End, DateTimeOffset? ReceivedAt, IReadOnlyList<SpoolFault> Faults);

/// <summary>One thing that is wrong with a spool.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="File">Name of the file that it is about.</param>
/// <param name="From">Position where it begins; zero where it has none.</param>
/// <param name="To">Position where it ends.</param>
/// <param name="Words">What is wrong, in a sentence.</param>
public sealed record SpoolFault(SpoolFaultKind Kind, string File, long From, long To, string Words)
{
    /// <summary>Whether <see cref="SpoolRepair"/> can mend it. What is gone stays gone.</summary>
    public bool CanBeMended => Kind is not (SpoolFaultKind.MissingBytes or SpoolFaultKind.Unreadable);
}

/// <summary>What can be wrong with a spool.</summary>
public enum SpoolFaultKind
{
    /// <summary>The last file ends in the middle of a write.</summary>
    TornTail,

    /// <summary>Frames whose check fails.</summary>
    DamagedBytes,

    /// <summary>A segment file is gone or was cut short.</summary>
    MissingBytes,

    /// <summary>The head of a segment cannot be read.</summary>
    DamagedHead,

    /// <summary>The spool's id is missing or damaged.</summary>
    NoId,

    /// <summary>The checkpoint is missing or damaged.</summary>
    NoCheckpoint,

    /// <summary>A file cannot be read at all.</summary>
    Unreadable,
}
