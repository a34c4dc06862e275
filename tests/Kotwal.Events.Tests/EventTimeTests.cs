using CsCheck;

namespace Kotwal.Events.Tests;

public sealed class EventTimeTests
{
    [Theory]
    [InlineData(0L, 0, "1970-01-01T00:00:00Z")]
    [InlineData(1_700_000_000_123_456_789L, 9, "2023-11-14T22:13:20.123456789Z")]
    [InlineData(1_700_000_000_123_456_789L, 3, "2023-11-14T22:13:20.123Z")]
    [InlineData(-1L, 9, "1969-12-31T23:59:59.999999999Z")]
    [InlineData(-1L, 0, "1969-12-31T23:59:59Z")]
    [InlineData(long.MaxValue, 9, "2262-04-11T23:47:16.854775807Z")]
    public void Text_is_rfc_3339_with_the_digits_of_the_source(long nanoseconds, byte digits, string expected) =>
        Assert.Equal(expected, new EventTime(nanoseconds, digits).ToString());

    [Fact]
    public void Any_time_goes_to_the_runtime_and_back_without_the_last_two_digits() =>
        Gen.Long[-9_000_000_000_000_000_000, 9_000_000_000_000_000_000].Sample(nanoseconds =>
        {
            var back = EventTime.From(new EventTime(nanoseconds, 9).ToDateTimeOffset());

            return nanoseconds - back.UnixNanoseconds is >= 0 and < 100;
        });

    [Fact]
    public void Milliseconds_round_down_before_1970() =>
        Assert.Equal(-1, new EventTime(-1, 9).UnixMilliseconds);

    [Fact]
    public void A_time_outside_the_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => EventTime.From(new DateTimeOffset(2262, 1, 1, 0, 0, 0, TimeSpan.Zero)));
}
