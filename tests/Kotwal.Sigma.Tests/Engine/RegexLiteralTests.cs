using System.Text;
using System.Text.RegularExpressions;
using Kotwal.Sigma.Literals;
using Kotwal.Sigma.Matching;

namespace Kotwal.Sigma.Tests.Engine;

public sealed class RegexLiteralTests
{
    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("^abc+d?ef$", "abc & ef")]
    [InlineData("(abc|de)fg", "(abc | de) & fg")]
    [InlineData("a(b|)c", "a & c")]
    [InlineData("\\\\Cmd\\.exe", "\\cmd.exe")]
    [InlineData("ab{2,3}c", "ab & c")]
    [InlineData("ab{0,3}c", "a & c")]
    [InlineData("[ab]cd.ef\\dgh", "cd & ef & gh")]
    [InlineData("(?i)AB(?:cd)?ef", "ab & ef")]
    [InlineData("(?=ab)abc", "?")]
    [InlineData("(a)\\1", "?")]
    [InlineData("ab|\\d", "?")]
    [InlineData("a{b", "?")]
    public void What_must_stand_in_a_value_is_read_from_the_expression(string pattern, string literals) =>
        Assert.Equal(literals, TextOf(RegexLiterals.Of(0, pattern)));

    /// <summary>Otherwise an expression without case could match a value in which its literal does not stand.</summary>
    [Fact]
    public void No_letter_equals_an_ASCII_letter_for_expressions_and_not_when_case_is_taken_away()
    {
        for (var letter = 'a'; letter <= 'z'; letter++)
        {
            var expression = new Regex($"{letter}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
            for (var other = 0x80; other < 0x10000; other++)
            {
                if (!char.IsSurrogate((char)other) && expression.IsMatch($"{(char)other}"))
                {
                    Assert.Equal([(byte)letter], Utf8Fold.Fold(Encoding.UTF8.GetBytes($"{(char)other}")));
                }
            }
        }
    }

    private static string TextOf(Necessity necessity) => necessity switch
    {
        Necessity.Single single => Encoding.UTF8.GetString(single.Literal.Bytes),
        Necessity.AnyOf any => $"({string.Join(" | ", any.Parts.Select(TextOf))})",
        Necessity.AllOf all => string.Join(" & ", all.Parts.Select(TextOf)),
        _ => "?",
    };
}
