using System.Globalization;
using Kotwal.Events;
using Kotwal.Events.Formats;
using Kotwal.Lake;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Bench.Lake;

/// <summary>
/// What does it cost to read records into events, and to append these to a lake? Nothing is merged beside it, and the lines are in memory
/// before. Told is the time that processors worked, all threads of the runtime counted, since the machine may be shared.
/// </summary>
/// <param name="folder">Gets a new lake for every round.</param>
/// <param name="rounds">How often all lines are appended; the first round compiles, and the least of the others says most.</param>
internal sealed class LakeAppending(string folder, int rounds)
{
    private const int RecordsPerBatch = 20_000;
    private const int BytesPerBatch = 16 * 1024 * 1024;

    private static readonly Guid Spool = new("0190f3a2-0000-7000-8000-00000000bebe");

    private readonly DateTimeOffset start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly DetectingReader reader = new();
    private readonly Dictionary<string, RecordOrigin> origins = [];
    private readonly EventBatch batch = new(Spool);

    /// <summary>Takes lines from the input and prints what a round of them cost.</summary>
    public async Task RunAsync(TextReader input)
    {
        var lines = ReadAll(input);
        Console.WriteLine("| round | events | reading, µs an event | appending, µs an event | events a second of one core | bytes an event |");
        Console.WriteLine("|---|---|---|---|---|---|");
        for (var round = 0; round <= rounds; round++)
        {
            var path = Path.Combine(folder, round.ToString(CultureInfo.InvariantCulture));
            var (read, appended) = await AppendAsync(path, lines);
            var bytes = new DirectoryInfo(path).EnumerateFiles("*.parquet", SearchOption.AllDirectories).Sum(file => file.Length);
            Directory.Delete(path, recursive: true);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {round} | {lines.Count} | {PerEvent(read):F1} | {PerEvent(appended):F1} | {lines.Count / (read + appended).TotalSeconds:F0} | {bytes / lines.Count} |"));
        }

        double PerEvent(TimeSpan worked) => worked.TotalMicroseconds / lines.Count;
    }

    private static List<byte[]> ReadAll(TextReader input)
    {
        var lines = new List<byte[]>();
        while (input.ReadLine() is { } line)
        {
            lines.Add(System.Text.Encoding.UTF8.GetBytes(line));
        }

        return lines;
    }

    private async Task<(TimeSpan Read, TimeSpan Appended)> AppendAsync(string path, List<byte[]> lines)
    {
        await using var store = LakeEventStore.Open(
            new LakeOptions { Folder = path, ReadInProcess = true }, NullLogger<LakeEventStore>.Instance, TimeProvider.System);
        var (read, appended, stored, position) = (TimeSpan.Zero, TimeSpan.Zero, 0L, 0L);
        for (var next = 0; next < lines.Count;)
        {
            batch.Clear();
            var before = Environment.CpuUsage.TotalTime;
            while (next < lines.Count && batch.Count < RecordsPerBatch && batch.TextBytes < BytesPerBatch)
            {
                Read(lines[next], EventTime.From(start.AddMilliseconds(5L * next)), position);
                position += lines[next++].Length + 32;
            }

            var between = Environment.CpuUsage.TotalTime;
            await store.AppendAsync(batch, new SpoolRange(Spool, stored, position), CancellationToken.None);
            stored = position;
            read += between - before;
            appended += Environment.CpuUsage.TotalTime - between;
        }

        return (read, appended);
    }

    // A source for each format, as a city would have it.
    private void Read(byte[] line, EventTime receivedAt, long position)
    {
        var name = line.AsSpan().StartsWith("{\"_path\""u8) ? "zeek" : line.AsSpan().IndexOf("\"TimeCreated\""u8) >= 0 ? "windows" : "suricata";
        if (!origins.TryGetValue(name, out var origin))
        {
            origins.Add(name, origin = new RecordOrigin { Source = name, Transport = "http", Sender = "10.0.0.1" });
        }

        reader.Read(new Record(line, origin, receivedAt, position, IsTruncated: false), batch);
    }
}
