using Kotwal.Lake;
using Kotwal.Querying;

namespace Kotwal.Tests.Querying;

public sealed class ResultWriterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, 500, TimeSpan.Zero);

    [Fact]
    public async Task Csv_quotes_what_RFC_4180_wants_quoted()
    {
        var text = await WriteAsync("csv", "plain", "a,b", "say \"hi\"", "two\r\nlines", null, 3L, 0.5, true, Noon);

        Assert.Equal("cell\r\nplain\r\n\"a,b\"\r\n\"say \"\"hi\"\"\"\r\n\"two\r\nlines\"\r\n\r\n3\r\n0.5\r\nTrue\r\n2026-03-04T12:00:00.5Z\r\n", text);
    }

    [Theory]
    [InlineData("=HYPERLINK(1)", "'=HYPERLINK(1)")]
    [InlineData("+SUM(A1)", "'+SUM(A1)")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("-5.5", "-5.5")]
    [InlineData("-x", "'-x")]
    public async Task A_spreadsheet_runs_no_cell_as_a_formula(string cell, string expected)
    {
        Assert.Equal($"cell\r\n{expected}\r\n", await WriteAsync("csv", cell));
    }

    [Fact]
    public async Task Json_keeps_types_and_leaves_absent_cells_out()
    {
        var text = await WriteAsync("json", 7L, 0.5, true, Noon, null, new object?[] { "a", 1L, null }, double.NaN, "नमस्ते");

        Assert.Equal(
            """[{"cell":7},{"cell":0.5},{"cell":true},{"cell":"2026-03-04T12:00:00.5Z"},{},{"cell":["a",1,null]},{"cell":"NaN"},{"cell":"नमस्ते"}]""",
            text.TrimEnd());
    }

    [Theory]
    [InlineData("red \u001b[31m alert", "red  [31m alert")]
    [InlineData("gpj.\u202Eexe", "gpj. exe")]
    [InlineData("two\u2028lines", "two lines")]
    [InlineData("क्\u200Dष", "क्\u200Dष")]
    public async Task A_table_shows_text_as_it_is_and_runs_none_of_it(string cell, string expected)
    {
        Assert.Contains($"\n{expected}\n", await WriteAsync("table", cell), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_cell_is_cut_between_characters()
    {
        var text = await WriteAsync("table", new string('x', 58) + "🚦🚦");

        Assert.Contains("\n" + new string('x', 58) + "…\n", text, StringComparison.Ordinal);
    }

    private static async Task<string> WriteAsync(string form, params object?[] cells)
    {
        await using var answer = new StringWriter { NewLine = "\n" };
        await ResultWriter.WriteAsync(
            new([new("cell", QueryType.Text)], [.. cells.Select(cell => new[] { cell })], IsCut: false, TimeSpan.Zero), form, answer);
        return answer.ToString();
    }
}
