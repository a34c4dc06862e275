namespace Kotwal.Lake.Cooling;

/// <summary>A file of events that was moved into the cold store.</summary>
/// <param name="Path">Its path below the lake's folder.</param>
/// <param name="Day">UTC day on which its events were received.</param>
/// <param name="Class">Its retention class.</param>
/// <param name="Rows">Number of its events.</param>
/// <param name="Bytes">Its size.</param>
public sealed record CooledSegment(string Path, DateOnly Day, string Class, long Rows, long Bytes);
