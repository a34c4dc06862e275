using Kotwal.Hunt.Tests.Running;

namespace Kotwal.Hunt.Tests;

public sealed class ErrorTests
{
    [Theory]
    [InlineData("where usr == ", 13, "Expected a value")]
    [InlineData("where a === 1", 10, "Expected a value")]
    [InlineData("where a == 1 and", 16, "Expected a value")]
    [InlineData("where (a == 1", 13, "Expected ')'")]
    [InlineData("where a == 'open", 11, "closing quote")]
    [InlineData("where a == 10x", 11, "a duration such as")]
    [InlineData("where a == 10.0.0.1", 11, "in quotes")]
    [InlineData("where a == 'C:\\Windows'", 14, "Unknown escape")]
    [InlineData("where a hass 'x'", 8, "did you mean 'has'")]
    [InlineData("where a !containz 'x'", 8, "did you mean '!contains'")]
    [InlineData("where strln(a) > 5", 6, "did you mean 'strlen'")]
    [InlineData("where iff(a)", 6, "Expected iff(condition, value, other), found 1 arguments")]
    [InlineData("where strlen(a)", 6, "Expected a condition")]
    [InlineData("where destination.port == 'ssh'", 26, "expected a number")]
    [InlineData("where @timestamp > 5", 19, "expected a time")]
    [InlineData("where @timestamp > datetime(yesterday)", 28, "Expected a time such as")]
    [InlineData("where a > long(many)", 15, "Expected a whole number")]
    [InlineData("where a == bool(x)", 16, "Expected true or false")]
    [InlineData("where a matches regex '('", 22, "Expected a regular expression")]
    [InlineData("where a matches regex '(?=x)'", 22, "Expected a regular expression")]
    [InlineData("where a matches regex '(((a{999}){999}){999})'", 22, "Expected a regular expression")]
    [InlineData("where a in (1, (alerts | project score))", 6, "stands alone")]
    [InlineData("where a has_all ((alerts | project title))", 17, "Expected a text in quotes")]
    [InlineData("let rows = alerts; where a == rows", 30, "has rows; expected a value")]
    [InlineData("where a has source.bytes", 12, "Expected a text in quotes")]
    [InlineData("where fields == 'x'", 6, "A map cannot be compared")]
    [InlineData("where count() > 5", 6, "summarize only")]
    [InlineData("where ipv4_is_in_range(source.ip, '10.0.0.0/99')", 34, "a range of IPv4 addresses")]
    [InlineData("where @timestamp > ago('1h')", 23, "a duration such as")]
    [InlineData("where a ; b", 8, "Expected '|' or the end")]
    [InlineData("where a # b", 8, "Unexpected character '#'")]
    [InlineData("sshd | wher x == 1", 7, "did you mean 'where'")]
    [InlineData("sshd |", 6, "Expected an operator")]
    [InlineData("sshd | take", 11, "Expected a number of rows")]
    [InlineData("sshd | take -5", 12, "Expected a number of rows")]
    [InlineData("sshd | sort x", 12, "Expected 'by'")]
    [InlineData("sshd | summarize n = count() by", 31, "Expected a value")]
    [InlineData("sshd | summarize sum(user.name, 1)", 17, "Expected sum(value)")]
    [InlineData("sshd | summarize user.name", 17, "differs within a group")]
    [InlineData("sshd | summarize max(min(a))", 21, "not in another such function")]
    [InlineData("sshd | project a = 1, a = 2", 22, "Two columns are called 'a'")]
    [InlineData("sshd | project user.name | where user.nam == 'x'", 33, "did you mean 'user.name'")]
    [InlineData("sshd | summarize n = count() by source.ip | sort by m", 52, "Unknown column 'm'")]
    [InlineData("sshd | project-away usr.name", 20, "did you mean 'user.name'")]
    [InlineData("(failed OR", 10, "Expected a word")]
    [InlineData("(failed", 0, "Expected ')'")]
    [InlineData("failed)", 6, "nothing is open")]
    [InlineData("failed AND OR x", 11, "Expected a word")]
    [InlineData("\"failed", 0, "closing quote")]
    [InlineData("a:[1 2]", 5, "Expected 'TO'")]
    [InlineData("a:[1 TO 2", 9, "Expected ']'")]
    [InlineData("a:> ", 4, "Expected a value to compare")]
    [InlineData("destination.port:ssh", 17, "Expected a number")]
    [InlineData("destination.port:>ssh", 18, "Expected a number")]
    [InlineData("tls.established:maybe", 16, "Expected true or false")]
    [InlineData("@timestamp:>soon", 12, "Expected a time such as")]
    [InlineData("top secret", 4, "put it in quotes")]
    public void An_error_says_where_and_what(string hunt, int position, string message)
    {
        var error = Some.Error(hunt);

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(position, error.Position);
        Assert.InRange(error.Position + error.Length, error.Position, hunt.Length);
    }

    [Fact]
    public void Line_and_column_count_from_one()
    {
        var error = Some.Error("sshd\n| where a == 1\n  | tak 5");

        Assert.Equal((3, 5, 3), (error.Line, error.Column, error.Length));
    }

    [Fact]
    public void A_closed_schema_refuses_what_it_does_not_know()
    {
        var error = Some.Error("sorce.ip:10.0.0.1", TestSchema.Closed);

        Assert.Equal((0, 8), (error.Position, error.Length));
        Assert.Contains("did you mean 'source.ip'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_open_schema_takes_it_and_notes_the_near_name()
    {
        var query = Some.Query("sorce.ip:10.0.0.1 | where my.own.field == 1");

        var note = Assert.Single(query.Notes);
        Assert.Contains("did you mean 'source.ip'", note.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(", "a", ")")]
    [InlineData("NOT ", "a", "")]
    [InlineData("-", "a", "")]
    [InlineData("where (", "a == 1", ")")]
    [InlineData("where not ", "a == 1", "")]
    [InlineData("where - ", "a == 1", "")]
    [InlineData("where tolower(", "a", ") == 'x'")]
    [InlineData("where 1 + ", "1 == 2", "")]
    public void Nesting_without_end_is_refused(string before, string inner, string after)
    {
        var opening = before.StartsWith("where ", StringComparison.Ordinal) ? before[6..] : before;

        var hunt = before + string.Concat(Enumerable.Repeat(opening, 5_000)) + inner + string.Concat(Enumerable.Repeat(after, 5_000));

        Assert.NotNull(HuntQuery.Parse(hunt).Error);
    }

    [Theory]
    [InlineData("a ", 20_000)]
    [InlineData("| count ", 5_000)]
    [InlineData("a:b OR ", 9_000)]
    [InlineData("x", 70_000)]
    public void Size_without_end_is_refused(string part, int times) =>
        Assert.NotNull(HuntQuery.Parse(string.Concat(Enumerable.Repeat(part, times))).Error);

    [Fact]
    public void Values_that_multiply_in_SQL_are_refused()
    {
        var value = string.Concat(Enumerable.Repeat("toint(tostring(", 30)) + "user.name" + string.Concat(Enumerable.Repeat("))", 30));

        var error = Some.Error($"where {value} == 1");

        Assert.Contains("Too much", error.Message, StringComparison.Ordinal);
    }
}
