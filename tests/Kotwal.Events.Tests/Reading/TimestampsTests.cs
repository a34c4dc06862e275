using System.Text;
using CsCheck;
using Kotwal.Events.Reading;

namespace Kotwal.Events.Tests.Reading;

public sealed class TimestampsTests
{
    private static readonly TimeZoneInfo Kolkata = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata");

    // The first four are the examples of RFC 3339, section 5.8.
    [Theory]
    [InlineData("1985-04-12T23:20:50.52Z", "1985-04-12T23:20:50.52Z")]
    [InlineData("1996-12-19T16:39:57-08:00", "1996-12-20T00:39:57Z")]
    [InlineData("1990-12-31T23:59:60Z", "1991-01-01T00:00:00Z")]
    [InlineData("1937-01-01T12:00:27.87+00:20", "1937-01-01T11:40:27.87Z")]
    [InlineData("2024-05-01 10:20:30,123", "2024-05-01T10:20:30.123Z")]
    [InlineData("2010-01-04T17:29:26.981520+0000", "2010-01-04T17:29:26.981520Z")]
    [InlineData("2024-05-01T10:20:30.1234567891+05:30", "2024-05-01T04:50:30.123456789Z")]
    [InlineData("2024-05-01T10:20:30 +05", "2024-05-01T05:20:30Z")]
    [InlineData("2024/05/01 10:20 UTC", "2024-05-01T10:20:00Z")]
    [InlineData(" 2024-02-29 ", "2024-02-29T00:00:00Z")]
    public void Rfc_3339_and_its_kin_are_read(string text, string expected)
    {
        Assert.True(Timestamps.TryReadIso(Encoding.UTF8.GetBytes(text), null, out var time));

        Assert.Equal(expected, time.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("2023-02-29T00:00:00Z")]
    [InlineData("2024-13-01T00:00:00Z")]
    [InlineData("2024-05-01T24:00:00Z")]
    [InlineData("2024-05-01T10:60:00Z")]
    [InlineData("2024-05-01T10:20:61Z")]
    [InlineData("2024-05-01T10:20:30+05:60")]
    [InlineData("2024-05-01T10:20:30Zulu")]
    [InlineData("2024-05-01T10:20:30Z and more")]
    [InlineData("1600-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("0000-00-00T00:00:00Z")]
    public void What_is_no_time_is_no_time(string text) =>
        Assert.False(Timestamps.TryReadIso(Encoding.UTF8.GetBytes(text), null, out _));

    [Fact]
    public void A_time_without_an_offset_is_in_the_zone_that_is_given()
    {
        Assert.True(Timestamps.TryReadIso("2024-05-01 10:20:30"u8, Kolkata, out var local));
        Assert.True(Timestamps.TryReadIso("2024-05-01T10:20:30Z"u8, Kolkata, out var utc));

        Assert.Equal("2024-05-01T04:50:30Z", local.ToString());
        Assert.Equal("2024-05-01T10:20:30Z", utc.ToString());
    }

    [Theory]
    [InlineData("1700000000", "2023-11-14T22:13:20Z")]
    [InlineData("1700000000.5", "2023-11-14T22:13:20.5Z")]
    [InlineData("1692161674.667337", "2023-08-16T04:54:34.667337Z")]
    [InlineData("1700000000.123456789", "2023-11-14T22:13:20.123456789Z")]
    [InlineData("1700000000123", "2023-11-14T22:13:20.123Z")]
    [InlineData("1700000000123.25", "2023-11-14T22:13:20.12325Z")]
    [InlineData("1700000000123456", "2023-11-14T22:13:20.123456Z")]
    [InlineData("1700000000123456789", "2023-11-14T22:13:20.123456789Z")]
    [InlineData("1.7e9", "2023-11-14T22:13:20.000000Z")]
    [InlineData("-1.5", "1969-12-31T23:59:58.5Z")]
    [InlineData("0", "1970-01-01T00:00:00Z")]
    public void The_size_of_a_number_tells_its_unit(string text, string expected)
    {
        Assert.True(Timestamps.TryReadEpoch(Encoding.UTF8.GetBytes(text), out var time));

        Assert.Equal(expected, time.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("1700000000x")]
    [InlineData("1e400")]
    [InlineData("99999999999999999999")]
    [InlineData("-9223372036854775808")]
    [InlineData("99999999999")]
    public void What_is_no_epoch_or_out_of_range_is_no_time(string text) =>
        Assert.False(Timestamps.TryReadEpoch(Encoding.UTF8.GetBytes(text), out _));

    // The first is the example of RFC 3164, section 5.4.
    [Theory]
    [InlineData("Oct 11 22:14:15", "2003-10-12T00:00:00Z", "2003-10-11T22:14:15Z")]
    [InlineData("Dec 31 23:59:59", "2026-01-01T00:00:02Z", "2025-12-31T23:59:59Z")]
    [InlineData("Jan  1 00:00:01", "2025-12-31T23:59:59Z", "2026-01-01T00:00:01Z")]
    [InlineData("Jan 1 00:00:01", "2026-01-01T00:10:00Z", "2026-01-01T00:00:01Z")]
    [InlineData("Feb 29 10:00:00", "2024-03-01T00:00:00Z", "2024-02-29T10:00:00Z")]
    [InlineData("May  4 10:20:30.125", "2026-05-04T10:20:31Z", "2026-05-04T10:20:30.125Z")]
    [InlineData("May  4 2019 10:20:30", "2026-05-04T10:20:31Z", "2019-05-04T10:20:30Z")]
    [InlineData("May  4 10:20:30 2019", "2026-05-04T10:20:31Z", "2019-05-04T10:20:30Z")]
    [InlineData("Mar  1 12:00:00", "2026-11-23T00:00:00Z", "2026-03-01T12:00:00Z")]
    [InlineData("Dec  1 12:00:00", "2026-11-23T00:00:00Z", "2025-12-01T12:00:00Z")]
    [InlineData("Feb 29 10:00:00", "2027-03-01T00:00:00Z", "2024-02-29T10:00:00Z")]
    public void A_missing_year_is_the_latest_that_is_not_ahead_of_receipt(string text, string receivedAt, string expected)
    {
        var received = EventTime.From(DateTimeOffset.Parse(receivedAt, System.Globalization.CultureInfo.InvariantCulture));

        Assert.True(Timestamps.TryReadRfc3164(Encoding.UTF8.GetBytes(text), received, null, out var time, out var used));

        Assert.Equal(expected, time.ToString());
        Assert.Equal(text.Length, used);
    }

    [Fact]
    public void Any_time_written_is_read_back() =>
        Gen.Select(Gen.Long[-9_000_000_000_000_000_000, 9_000_000_000_000_000_000], Gen.Byte[0, 9]).Sample((nanoseconds, digits) =>
        {
            var text = new EventTime(nanoseconds, digits).ToString();

            return Timestamps.TryReadIso(Encoding.UTF8.GetBytes(text), Kolkata, out var time) && time.ToString() == text;
        });

    [Fact]
    public void No_text_makes_reading_throw() =>
        Gen.String["0123456789-+:.,TZ /eJanFebMar"].Sample(text =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            Timestamps.TryReadIso(bytes, Kolkata, out _);
            Timestamps.TryReadEpoch(bytes, out _);
            Timestamps.TryReadRfc3164(bytes, Some.Time, Kolkata, out _, out _);
        });
}
