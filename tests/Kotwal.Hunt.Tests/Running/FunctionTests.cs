using System.Globalization;

namespace Kotwal.Hunt.Tests.Running;

/// <summary>What functions of one row give for known arguments; the expected values are written down from Kusto's documentation.</summary>
public sealed class FunctionTests(TestLake lake) : IClassFixture<TestLake>
{
    [Theory]
    [InlineData("substring('123456', 1)", "23456")]
    [InlineData("substring('123456', 2, 2)", "34")]
    [InlineData("substring('123456', -2)", "56")]
    [InlineData("substring('123456', 4, 99)", "56")]
    [InlineData("substring('123456', 9, 1)", "")]
    [InlineData("substring('123456', 2, -1)", "")]
    [InlineData("indexof('abcdefg', 'cde')", "2")]
    [InlineData("indexof('abcdefg', 'zz')", "-1")]
    [InlineData("indexof('abcabc', 'a', 1)", "3")]
    [InlineData("indexof('abcabc', 'a', 4)", "-1")]
    [InlineData("split('aa_bb', '_')", "[aa, bb]")]
    [InlineData("split('aaa_bbb_ccc', '_', 1)", "[bbb]")]
    [InlineData("split('', '_')", "[]")]
    [InlineData("replace_string('a.b.c', '.', '')", "abc")]
    [InlineData("replace_regex('Number is 42', @'is (\\d+)', @'was: \\1')", "Number was: 42")]
    [InlineData("trim('--', '--https://a--')", "https://a")]
    [InlineData("trim(@'[^\\w]+', '- te st1// $')", "te st1")]
    [InlineData("trim_start('/', '//a/')", "a/")]
    [InlineData("trim_end('/', '//a/')", "//a")]
    [InlineData("strcat_delim('-', 1, '2', 'A', true)", "1-2-A-true")]
    [InlineData("reverse('abc')", "cba")]
    [InlineData("extract('x=([0-9.]+)', 1, 'hello x=45.6|wo')", "45.6")]
    [InlineData("extract('x=([0-9.]+)', 1, 'hello x=45.6|wo', typeof(real)) + 1", "46.6")]
    [InlineData("extract('^.{2,2}(.{4,4})', 1, 'hello')", "∅")]
    [InlineData("extract_all(@'(\\d+)', 'a set of 12 and 345')", "[12, 345]")]
    [InlineData("base64_decode_tostring('S3VzdG8=')", "Kusto")]
    [InlineData("base64_decode_tostring('!!!')", "∅")]
    [InlineData("base64_encode_tostring('Kusto')", "S3VzdG8=")]
    [InlineData("url_decode('https%3a%2f%2fwww.bing.com%2f')", "https://www.bing.com/")]
    [InlineData("hash_sha256('World')", "78ae647dc5544d227130a0682a51e30bc7777fbb6d8a8f17007463a3ecd1d524")]
    [InlineData("hash_md5('World')", "f5a7924e621e84c9280a9a27e1bcb7f6")]
    [InlineData("parse_ipv4('192.168.1.1')", "3232235777")]
    [InlineData("parse_ipv4('192.168.1.256')", "∅")]
    [InlineData("ipv4_is_in_any_range('10.1.2.3', '127.0.0.0/8', '10.0.0.0/8')", "True")]
    [InlineData("case(1 > 2, 'a', 2 > 1, 'b', 'c')", "b")]
    [InlineData("case(1 > 2, 1, 2.5)", "2.5")]
    [InlineData("coalesce('', 'x', 'y')", "x")]
    [InlineData("coalesce(tolong('not a number'), tolong('42'), 33)", "42")]
    [InlineData("min_of(10, 1, -3, 17)", "-3")]
    [InlineData("max_of('a', 'c', 'b')", "c")]
    [InlineData("tobool('TRUE')", "True")]
    [InlineData("tobool(2)", "True")]
    [InlineData("tobool('maybe')", "∅")]
    [InlineData("toint('3.9')", "3")]
    [InlineData("abs(-3.5)", "3.5")]
    [InlineData("round(98765.123, 2)", "98765.12")]
    [InlineData("ceiling(1.1)", "2")]
    [InlineData("sqrt(-1)", "∅")]
    [InlineData("pow(2, 10)", "1024")]
    [InlineData("pow(10.0, 400)", "∅")]
    [InlineData("log10(1000)", "3")]
    [InlineData("startofday(datetime(2026-01-01 10:10:17))", "2026-01-01T00:00:00")]
    [InlineData("startofweek(datetime(2026-11-25 10:10:17))", "2026-11-22T00:00:00")]
    [InlineData("startofweek(datetime(2026-11-22 00:00:00))", "2026-11-22T00:00:00")]
    [InlineData("startofmonth(datetime(2026-01-17 10:10:17))", "2026-01-01T00:00:00")]
    [InlineData("startofyear(datetime(2026-05-17))", "2026-01-01T00:00:00")]
    [InlineData("tostring(endofday(datetime(2026-05-17 01:02)))", "2026-05-17T23:59:59.999999Z")]
    [InlineData("dayofweek(datetime(2026-11-22 13:00)) / 1d", "0")]
    [InlineData("dayofweek(datetime(2026-11-23 13:00)) == 1d", "True")]
    [InlineData("hourofday(datetime(2015-12-14 18:54))", "18")]
    [InlineData("dayofmonth(datetime(2015-12-14))", "14")]
    [InlineData("monthofyear(datetime(2015-12-14))", "12")]
    [InlineData("getyear(datetime(2015-12-14))", "2015")]
    [InlineData("datetime_diff('year', datetime(2017-01-01), datetime(2000-12-31))", "17")]
    [InlineData("datetime_diff('minute', datetime(2017-10-30 23:05:01), datetime(2017-10-30 23:00:59))", "5")]
    [InlineData("datetime_diff('day', datetime(2017-10-29), datetime(2017-10-30))", "-1")]
    [InlineData("unixtime_seconds_todatetime(1546300800)", "2019-01-01T00:00:00")]
    [InlineData("format_datetime(datetime(2017-01-29 09:00:05), 'yy-MM-dd [HH:mm:ss]')", "17-01-29 [09:00:05]")]
    [InlineData("format_datetime(datetime(2017-01-29 19:00:05), 'd/M/yyyy h:m:s tt')", "29/1/2017 7:0:5 PM")]
    [InlineData("floor(17, 5)", "15")]
    [InlineData("-14 % 12", "10")]
    [InlineData("14 % -12", "2")]
    [InlineData("-14 % -12", "10")]
    [InlineData("-7.5 % 2.0", "0.5")]
    [InlineData("7 % 0", "∅")]
    [InlineData("-7 / 2", "-3")]
    [InlineData("bin(datetime(2026-11-25 13:00), 7d)", "2026-11-23T00:00:00")]
    [InlineData("bin(datetime(1969-12-31 23:59:59), 1h)", "1969-12-31T23:00:00")]
    [InlineData("bin(@timestamp, 7d) == datetime_add('day', -7, bin(datetime_add('day', 7, @timestamp), 7d))", "True")]
    [InlineData("dayofweek(bin(@timestamp, 7d)) / 1d", "1")]
    [InlineData("datetime_diff('week', datetime(2017-10-29), datetime(2017-09-30 23:59))", "5")]
    [InlineData("datetime_diff('week', datetime(2026-11-22), datetime(2026-11-21))", "1")]
    [InlineData("datetime_diff('week', datetime(2026-11-23), datetime(2026-11-22))", "0")]
    [InlineData("long(null)", "∅")]
    [InlineData("isnull(datetime(null))", "True")]
    [InlineData("long(-5) + int(2)", "-3")]
    [InlineData("real(2) / 4", "0.5")]
    [InlineData("bool(true)", "True")]
    [InlineData("tobool(event.id)", "∅")]
    public void A_function_gives(string expression, string expected)
    {
        var found = lake.Run($"event.id:e000 | project x = {expression}");

        Assert.Equal(expected, Shown(Assert.Single(found)[0]));
    }

    private static string? Shown(object? cell) => cell switch
    {
        null => "∅",
        object?[] items => $"[{string.Join(", ", items.Select(Shown))}]",
        DateTime time => time.ToString("s", CultureInfo.InvariantCulture),
        double number => number.ToString("G12", CultureInfo.InvariantCulture),
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture),
    };
}
