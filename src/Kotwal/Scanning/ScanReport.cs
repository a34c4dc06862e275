using System.Globalization;
using System.Text.Json;
using Kotwal.Inputs;

namespace Kotwal.Scanning;

/// <summary>What a scan has to say.</summary>
internal sealed record ScanReport(
    ScanTally Tally,
    long Bytes,
    TimeSpan Scanning,
    TimeSpan Loading,
    int Threads,
    RuleFolder Rules)
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    /// <summary>Writes the answer; warnings go to the error output. In the form <c>jsonl</c> the alerts were the answer already.</summary>
    public async Task WriteAsync(string form, TextWriter answer, TextWriter error)
    {
        switch (form)
        {
            case "json":
                await answer.WriteLineAsync(ToJson());
                break;
            case "summary":
                await WriteSummaryAsync(answer);
                break;
            default:
                break;
        }

        if (form != "json")
        {
            foreach (var rejected in Rules.Rejected)
            {
                await error.WriteLineAsync("kotwal: rejected " + rejected);
            }
        }

        if (Tally.Unrouted > 0)
        {
            await error.WriteLineAsync(
                $"kotwal: {Tally.Unrouted} of {Tally.Events} events are of no log source that a mapping knows: rules that name one did not "
                + "look at them. --mapping takes a mapping of your own.");
        }
    }

    private string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteNumber("events", Tally.Events);
            json.WriteNumber("bytes", Bytes);
            json.WriteNumber("seconds", Math.Round(Scanning.TotalSeconds, 3));
            json.WriteNumber("load_seconds", Math.Round(Loading.TotalSeconds, 3));
            json.WriteNumber("threads", Threads);
            json.WriteNumber("unreadable", Tally.Unreadable);
            json.WriteNumber("unrouted", Tally.Unrouted);
            WriteRules(json);
            json.WriteNumber("alerts", Tally.Alerts);
            json.WriteStartObject("matches");
            foreach (var (rule, count) in Tally.Matches)
            {
                json.WriteNumber(rule, count);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private void WriteRules(Utf8JsonWriter json)
    {
        json.WriteStartObject("rules");
        json.WriteNumber("loaded", Rules.Count);
        RejectedJson.Write(json, Rules.Rejected);
        json.WriteEndObject();
    }

    private async Task WriteSummaryAsync(TextWriter answer)
    {
        var titles = Rules.Documents.ToLookup(document => document.Key, document => document.Metadata);
        foreach (var (rule, count) in Tally.Matches.OrderByDescending(match => match.Value))
        {
            var about = titles[rule].First();
            await answer.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{count,8}  {about.Level?.ToString().ToLowerInvariant() ?? "-",-13}  {about.Title}  ({rule})"));
        }

        var rate = Scanning.TotalSeconds > 0 ? Tally.Events / Scanning.TotalSeconds : 0;
        await answer.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{Tally.Alerts} alerts of {Tally.Matches.Count} rules in {Tally.Events} events ({Bytes / 1e6:F1} MB), {Scanning.TotalSeconds:F1} s, {rate:F0} events/s on {Threads} threads; {Rules.Count} rules, {Rules.Rejected.Count} rejected, {Tally.Unreadable} events unreadable."));
    }
}
