namespace Kotwal.Events.Reading;

/// <summary>Why some bytes could not be read.</summary>
/// <param name="Offset">Zero-based byte at which reading stopped.</param>
/// <param name="Message">What was wanted there.</param>
internal sealed record ReadError(long Offset, string Message);
