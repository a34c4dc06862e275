using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Kotwal.Inputs;
using Kotwal.Lake;
using Kotwal.Lake.Coverage;
using Kotwal.Serving;

namespace Kotwal.Commands;

/// <summary><c>kotwal coverage</c>: which systems sent logs of which class on which days. Works while the server runs and without it.</summary>
internal static class CoverageCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "A server's data folder.", Required = true };
        var days = new Option<int?>("--days") { Description = "Days of the window, which ends yesterday. Default what the law asks for: 180, from 13 May 2027 365." };
        var output = new Option<string>("--output") { Description = "What to print.", DefaultValueFactory = _ => "table" };
        output.AcceptOnlyFromAmong("table", "json");
        var coverage = new Command("coverage", "Shows which systems sent logs of which class on how many days, and where the days that the law asks for are not met.") { data, days, output };
        coverage.SetAction(async (parsed, cancel) =>
        {
            var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
            var window = parsed.GetValue(days) ?? LogCoverage.LegalDays(today);
            if (window is < 1 or > LogCoverage.MaxDays)
            {
                throw new BadInputException($"--days is 1 to {LogCoverage.MaxDays}.");
            }

            var options = new LakeOptions
            {
                Folder = new DataFolder(parsed.GetRequiredValue(data).FullName).Lake,
                ReaderThreads = Environment.ProcessorCount,
                ReaderMemoryMegabytes = 1024,
            };
            await using var lake = LakeReader.Open(options, TimeProvider.System);
            var matrix = await ReadAsync(lake, today, window, cancel);
            await System.Console.Out.WriteAsync(parsed.GetValue(output) == "json" ? JsonSerializer.Serialize(matrix, Json) + "\n" : Table(matrix, window));
            return ExitCode.Done;
        });
        return coverage;
    }

    private static async Task<LogCoverage> ReadAsync(LakeReader lake, DateOnly today, int window, CancellationToken cancel)
    {
        try
        {
            return await LogCoverage.ReadAsync(lake.QueryAsync, today, window, cancel);
        }
        catch (QueryFailedException failure)
        {
            throw new BadInputException(failure.Message);
        }
    }

    private static string Table(LogCoverage matrix, int window)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{matrix.From:yyyy-MM-dd} to {matrix.To:yyyy-MM-dd}, {window} days, {matrix.Required} must have logs\n");
        foreach (var row in matrix.Rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(row.DaysHeard >= matrix.Required ? "met" : "not met"),-8} {row.DaysHeard,4}/{window}  {Plain(row.Node),-32} {Plain(row.Class),-24}");
            text.Append(row.Gaps.Count == 0 ? "\n" : string.Create(CultureInfo.InvariantCulture, $"  missing {string.Join(", ", row.Gaps.Take(4).Select(Words))}{(row.Gaps.Count > 4 ? $" and {row.Gaps.Count - 4} more" : "")}\n"));
        }

        var unmet = matrix.Rows.Count(row => row.DaysHeard < matrix.Required);
        text.Append(CultureInfo.InvariantCulture, $"{matrix.Rows.Count} systems and classes, {unmet} not met{(matrix.IsCut ? "; there are more" : "")}\n");
        return text.ToString();
    }

    private static string Words(CoverageGap gap) => gap.From == gap.To
        ? string.Create(CultureInfo.InvariantCulture, $"{gap.From:yyyy-MM-dd}")
        : string.Create(CultureInfo.InvariantCulture, $"{gap.From:yyyy-MM-dd} to {gap.To:yyyy-MM-dd}");

    // Senders choose these names; a terminal must not obey them.
    private static string Plain(string name) => name.Length == 0 ? "(no name)" : string.Concat(name.Select(letter => char.IsControl(letter) ? ' ' : letter));
}
