using System.Text;
using Kotwal.City.Factors;

namespace Kotwal.City.Tests.Factors;

public sealed class TimeCodeTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    // RFC 6238, appendix B, SHA-1: the last six of its eight digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_specification(long seconds, string code) =>
        Assert.Equal(code, TimeCode.Compute(Secret, TimeCode.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    // RFC 4648, section 10, without padding.
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Secrets_are_written_in_base_32(string text, string written) => Assert.Equal(written, TimeCode.InBase32(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_clock_may_be_half_a_minute_off(int steps, bool taken)
    {
        var step = TimeCode.StepAt(Some.Noon) + steps;

        Assert.Equal(taken ? step : null, TimeCode.Match(Secret, TimeCode.Compute(Secret, step), Some.Noon, 0));
    }

    [Fact]
    public void A_code_is_not_taken_again_and_none_before_it()
    {
        var step = TimeCode.StepAt(Some.Noon);

        Assert.Null(TimeCode.Match(Secret, TimeCode.Compute(Secret, step), Some.Noon, step));
        Assert.Null(TimeCode.Match(Secret, TimeCode.Compute(Secret, step - 1), Some.Noon, step));
        Assert.Equal(step + 1, TimeCode.Match(Secret, TimeCode.Compute(Secret, step + 1), Some.Noon, step));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("000000000000000000000")]
    [InlineData("१२३४५६")]
    public void What_is_no_code_is_refused(string text) => Assert.Null(TimeCode.Match(Secret, text, Some.Noon, 0));

    [Fact]
    public void Blanks_in_a_code_do_not_matter()
    {
        var code = TimeCode.Compute(Secret, TimeCode.StepAt(Some.Noon));

        Assert.NotNull(TimeCode.Match(Secret, $" {code[..3]} {code[3..]} ", Some.Noon, 0));
    }
}
