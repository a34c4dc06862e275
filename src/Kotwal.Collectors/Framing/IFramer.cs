namespace Kotwal.Collectors.Framing;

/// <summary>A record's place in a buffer.</summary>
/// <param name="Start">Index of its first byte.</param>
/// <param name="Length">Number of its bytes.</param>
/// <param name="IsTruncated">True when the sender sent more.</param>
internal readonly record struct Framed(int Start, int Length, bool IsTruncated);

/// <summary>Finds records in a stream of bytes. Keeps its place between reads; used by one thread at a time.</summary>
internal interface IFramer
{
    /// <summary>Most bytes kept of one record; what is longer is cut and its rest passed over.</summary>
    int MaxBytes { get; set; }

    /// <summary>Finds the records in <paramref name="buffer"/>, which continues where the last call stopped consuming.</summary>
    /// <param name="buffer">What has arrived and was not consumed.</param>
    /// <param name="isEnd">True when nothing follows.</param>
    /// <param name="records">Where records are added.</param>
    /// <returns>The number of bytes consumed. At most <see cref="MaxBytes"/> and one byte are left, and at the end none.</returns>
    int Read(ReadOnlySpan<byte> buffer, bool isEnd, List<Framed> records);
}
