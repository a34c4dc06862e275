using CsCheck;
using Kotwal.Lake.Words;

namespace Kotwal.Lake.Tests.Words;

public sealed class FuseFilterTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(1_000)]
    [InlineData(200_000)]
    public void A_filter_knows_every_key_that_it_was_built_of(int count)
    {
        var keys = Keys(count, seed: 7);

        var filter = FuseFilter.Build(keys);

        Assert.All(keys, key => Assert.True(filter.MayHold(key)));
    }

    [Fact]
    public void A_filter_says_what_a_set_says_but_for_one_in_256() =>
        Gen.ULong.HashSet[1, 3_000].Sample(
            keys =>
            {
                var filter = FuseFilter.Build([.. keys]);
                Assert.All(keys, key => Assert.True(filter.MayHold(key)));
            },
            iter: 200);

    [Fact]
    public void Of_other_keys_about_one_in_256_is_taken_for_its_own()
    {
        var filter = FuseFilter.Build(Keys(50_000, seed: 1));

        var taken = Keys(100_000, seed: 2).Count(filter.MayHold);

        Assert.InRange(taken, 100_000 / 256 * 3 / 4, 100_000 / 256 * 5 / 4);
    }

    [Fact]
    public void A_filter_of_many_keys_takes_nine_bits_a_key()
    {
        var filter = FuseFilter.Build(Keys(200_000, seed: 1));

        Assert.InRange(filter.Prints.Length, 200_000, 200_000 * 5 / 4);
    }

    [Fact]
    public void The_same_keys_give_the_same_filter()
    {
        var keys = Keys(5_000, seed: 3);

        Assert.Equal(FuseFilter.Build(keys).Prints.ToArray(), FuseFilter.Build(keys).Prints.ToArray());
    }

    private static ulong[] Keys(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue)).Distinct()];
    }
}
