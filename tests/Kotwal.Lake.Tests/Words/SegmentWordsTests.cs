using CsCheck;
using Kotwal.Lake.Words;

namespace Kotwal.Lake.Tests.Words;

public sealed class SegmentWordsTests
{
    private static readonly string Hash = new('a', 64);

    [Fact]
    public void What_was_written_is_read()
    {
        Assert.True(SegmentWords.TryRead(File(), Hash, out var words));

        Assert.Equal(3, words.Groups);
        Assert.True(words.MayHoldAll(0, [1, 2, 3]));
        Assert.False(words.MayHoldAll(0, [1, 99]));
        Assert.True(words.MayHoldAll(1, [1, 99]));
        Assert.False(words.MayHoldAll(2, [1, 2, 3]));
    }

    [Fact]
    public void A_filter_of_another_segment_is_none() => Assert.False(SegmentWords.TryRead(File(), new string('b', 64), out _));

    [Fact]
    public void A_filter_with_any_byte_changed_or_any_byte_missing_is_none()
    {
        var file = File();
        Gen.Select(Gen.Int[0, file.Length - 1], Gen.Byte[1, 255]).Sample((at, change) =>
        {
            var damaged = file.ToArray();
            damaged[at] ^= change;
            return !SegmentWords.TryRead(damaged, Hash, out _) && !SegmentWords.TryRead(file[..at], Hash, out _);
        });
    }

    [Fact]
    public void Bytes_of_anything_are_none() =>
        Gen.Byte.Array[0, 200].Sample(bytes => !SegmentWords.TryRead(bytes, Hash, out _));

    private static byte[] File() => SegmentWords.Write([FuseFilter.Build([1, 2, 3]), null, FuseFilter.Build([])], Hash);
}
