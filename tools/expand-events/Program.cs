using System.Diagnostics;
using System.Globalization;
using Kotwal.ExpandEvents;

// expand-events EVENTS COUNT [--skip N] [--seed N] [--start TIME] [--rate PER-SECOND] [--lake FOLDER] [--no-merge] [--raw]
// Makes COUNT events after the real ones in the folder EVENTS and writes them as lines to standard output, or into a lake, or both.
if (args is not [var folder, var countText, ..] || !long.TryParse(countText, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
{
    await Console.Error.WriteLineAsync("usage: expand-events EVENTS COUNT [--skip N] [--seed N] [--start TIME] [--rate PER-SECOND] [--lake FOLDER] [--no-merge] [--raw]");
    return 2;
}

var skip = long.Parse(Option("--skip") ?? "0", CultureInfo.InvariantCulture);
var expansion = new Expansion(
    folder,
    ulong.Parse(Option("--seed") ?? "1", CultureInfo.InvariantCulture),
    DateTimeOffset.Parse(Option("--start") ?? "2026-11-01T00:00:00Z", CultureInfo.InvariantCulture),
    int.Parse(Option("--rate") ?? "2000", CultureInfo.InvariantCulture));
await using var lake = Option("--lake") is { } path ? new LakeTarget(path, merges: !args.Contains("--no-merge")) : null;
await using var raw = lake is null || args.Contains("--raw") ? new BufferedStream(Console.OpenStandardOutput(), 1 << 20) : null;
var line = new LineBuffer();
var watch = Stopwatch.StartNew();
var bytes = 0L;
for (var number = skip; number < skip + count; number++)
{
    var (source, sender, time) = expansion.Make(number, line);
    bytes += line.Line.Length + 1;
    if (raw is not null)
    {
        await raw.WriteAsync(line.Line);
        raw.WriteByte((byte)'\n');
    }

    if (lake is not null)
    {
        await lake.AddAsync(source, sender, time, line.Line);
    }
}

if (lake is not null)
{
    await lake.FlushAsync();
}

await Console.Error.WriteLineAsync(string.Create(
    CultureInfo.InvariantCulture,
    $"events {count}  bytes {bytes}  seconds {watch.Elapsed.TotalSeconds:F1}  appending {lake?.Appending.TotalSeconds ?? 0:F1}"));
return 0;

string? Option(string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
