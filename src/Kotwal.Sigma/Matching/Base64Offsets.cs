namespace Kotwal.Sigma.Matching;

/// <summary>
/// What bytes look like inside a longer Base64 text (RFC 4648, section 4): they begin at the first, second or third byte of a group
/// of three, and the letters that neighbours have a share in are cut off.
/// </summary>
internal static class Base64Offsets
{
    public static IEnumerable<string> Of(byte[] bytes)
    {
        for (var offset = 0; offset < 3; offset++)
        {
            var encoded = Convert.ToBase64String([.. new byte[offset], .. bytes]);
            var foreign = offset switch { 0 => 0, 1 => 2, _ => 3 };
            var open = ((bytes.Length + offset) % 3) switch { 0 => 0, 1 => 3, _ => 2 };
            yield return encoded[foreign..Math.Max(foreign, encoded.Length - open)];
        }
    }
}
