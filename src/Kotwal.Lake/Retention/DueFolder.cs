namespace Kotwal.Lake.Retention;

/// <summary>A folder of one day and class whose time is over.</summary>
/// <param name="Day">UTC day on which its events were received.</param>
/// <param name="Class">Its retention class.</param>
/// <param name="Segments">Number of its files.</param>
/// <param name="Rows">Number of its events.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="Reason">Why its time is over, in words.</param>
public sealed record DueFolder(DateOnly Day, string Class, int Segments, long Rows, long Bytes, string Reason);

/// <summary>What became of a due folder.</summary>
/// <param name="Deleted">Events that are gone.</param>
/// <param name="Kept">Events that holds kept.</param>
public sealed record ExpiryResult(long Deleted, long Kept);
