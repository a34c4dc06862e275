using System.Text;
using System.Text.Json.Nodes;
using Kotwal.City.Audit;

namespace Kotwal.City.Tests.Audit;

public sealed class AuditExportTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_JSON_lines_the_chain_can_be_computed_by_anyone()
    {
        await using var city = await TestCity.CreateAsync();
        city.Clock.Advance(TimeSpan.FromMicroseconds(7));
        await city.Get<IAuditTrail>().WriteAsync(new("asha \"x\"", "token.create", "द्वार", AuditResult.Refused, "a\nb"), Cancel);

        var lines = (await ExportAsync(city, AuditFormat.Jsonl)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var previous = AuditEntry.Origin;
        Assert.Equal(2, lines.Length);
        foreach (var line in lines)
        {
            var entry = Read(line);
            Assert.Equal(Convert.ToHexStringLower(entry.ComputeHash(previous)), Convert.ToHexStringLower(entry.Hash));
            previous = entry.Hash;
        }
    }

    [Fact]
    public async Task An_export_is_the_last_entry_of_itself_and_says_what_was_asked_for()
    {
        await using var city = await TestCity.CreateAsync();

        await ExportAsync(city, AuditFormat.Csv, new() { Action = "token.", From = Some.Noon });

        var entry = Assert.Single(await city.Get<IAuditTrail>().ReadAsync(null, 10, Cancel));
        Assert.Equal(
            ("auditor", "audit.export", "csv action=token. from=2026-03-01T12:00:00.000000Z"), (entry.Actor, entry.Action, entry.Detail));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("a=1", "a=1")]
    [InlineData("say \"hi\", twice", "say \"\"hi\"\", twice")]
    public async Task A_cell_of_CSV_is_no_formula_and_keeps_its_bounds(string actor, string cell)
    {
        await using var city = await TestCity.CreateAsync();
        await city.Get<IAuditTrail>().WriteAsync(Some.Deed(actor: actor), Cancel);

        var rows = (await ExportAsync(city, AuditFormat.Csv)).Split("\r\n");

        Assert.Equal("sequence,at,actor,action,subject,result,detail,address,hash", rows[0]);
        Assert.StartsWith($"\"1\",\"2026-03-01T12:00:00.000000Z\",\"{cell}\",\"thing.change\",\"something\",\"done\",\"\",\"\",\"", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_of_more_than_one_page_has_each_entry_once()
    {
        await using var city = await TestCity.CreateAsync();
        for (var number = 0; number < IAuditTrail.MaxRows; number++)
        {
            await city.Get<IAuditTrail>().WriteAsync(Some.Deed(), Cancel);
        }

        var lines = (await ExportAsync(city, AuditFormat.Jsonl)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(Enumerable.Range(1, IAuditTrail.MaxRows + 1), lines.Select(line => (int)JsonNode.Parse(line)!["sequence"]!));
    }

    private static async Task<string> ExportAsync(TestCity city, AuditFormat format, AuditFilter? filter = null)
    {
        using var file = new MemoryStream();
        await new AuditExport(city.Get<IAuditTrail>()).WriteAsync(format, filter ?? new(), "auditor", file, Cancel);
        return Encoding.UTF8.GetString(file.ToArray());
    }

    private static AuditEntry Read(string line)
    {
        var json = JsonNode.Parse(line)!;
        return new AuditEntry
        {
            Sequence = (long)json["sequence"]!,
            At = (DateTimeOffset)json["at"]!,
            Actor = (string)json["actor"]!,
            Action = (string)json["action"]!,
            Subject = (string)json["subject"]!,
            Result = Enum.Parse<AuditResult>((string)json["result"]!, ignoreCase: true),
            Detail = (string?)json["detail"],
            Address = (string?)json["address"],
            Hash = Convert.FromHexString((string)json["hash"]!),
        };
    }
}
