namespace Kotwal.Lake.Manifest;

/// <summary>Where a segment is whose file is no longer in the lake's folder.</summary>
/// <param name="Object">Name of the encrypted object in the cold store.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record ColdPlace(string Object, long Bytes);
