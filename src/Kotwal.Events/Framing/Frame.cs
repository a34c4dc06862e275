namespace Kotwal.Events.Framing;

/// <summary>What was found at the beginning of some bytes.</summary>
/// <param name="IsWhole">False when more bytes are wanted before anything can be said.</param>
/// <param name="Start">Where the record begins.</param>
/// <param name="Length">Its length; 0 when there are only bytes to be skipped.</param>
/// <param name="Used">Bytes that are done with.</param>
internal readonly record struct Frame(bool IsWhole, int Start, int Length, int Used)
{
    public static readonly Frame Unfinished;

    public static Frame Skip(int bytes) => new(true, 0, 0, bytes);
}
