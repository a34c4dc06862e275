using System.Text;
using Kotwal.Collectors.Framing;

namespace Kotwal.Collectors.Tests.Framing;

/// <summary>Runs a framer over text that arrives in pieces, as a connection would.</summary>
internal static class Frames
{
    public static List<string> Of(IFramer framer, string text, params int[] pieceLengths)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        var found = new List<string>();
        var (start, end) = (0, 0);
        for (var i = 0; end < bytes.Length; i++)
        {
            end = Math.Min(end + (pieceLengths.Length == 0 ? bytes.Length : pieceLengths[i % pieceLengths.Length]), bytes.Length);
            start += Read(framer, bytes.AsSpan(start..end), isEnd: false, found);
        }

        start += Read(framer, bytes.AsSpan(start..end), isEnd: true, found);
        Assert.Equal(end, start);
        return found;
    }

    private static int Read(IFramer framer, ReadOnlySpan<byte> buffer, bool isEnd, List<string> found)
    {
        var framed = new List<Framed>();
        var consumed = framer.Read(buffer, isEnd, framed);
        foreach (var (at, length, isTruncated) in framed)
        {
            found.Add(Encoding.Latin1.GetString(buffer.Slice(at, length)) + (isTruncated ? "…" : ""));
        }

        Assert.True(isEnd || buffer.Length - consumed <= framer.MaxBytes + 1, "A framer may not hold on to more than its bound.");
        return consumed;
    }
}
