using System.Text;
using Kotwal.Collectors.Spool;
using Kotwal.Events;
using Microsoft.Extensions.Logging;
using Record = Kotwal.Events.Record;

namespace Kotwal.Collectors.Tests;

/// <summary>Values that a test is not about.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Time = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    public static RecordOrigin Origin { get; } = OriginOf("10.1.2.3");

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static RecordOrigin OriginOf(string sender) => new() { Source = "some", Transport = "some-transport", Sender = sender };

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static SpoolOptions Options(string path = "", long segmentBytes = 64 << 10) => new()
    {
        Path = path,
        SegmentBytes = segmentBytes,
        MaxBytes = 64 << 20,
        RetryDelay = TimeSpan.FromMilliseconds(1),
    };

    public static Collectors.Spool.Spool Spool(
        ISpoolDisk disk, SpoolOptions? options = null, TimeProvider? clock = null, ILogger<Collectors.Spool.Spool>? log = null) =>
        Collectors.Spool.Spool.Open(
            options ?? Options(), disk, clock ?? TimeProvider.System, log ?? new LogList<Collectors.Spool.Spool>());

    public static Collectors.Spool.Spool Spool(string path, long segmentBytes = 64 << 10) => Collectors.Spool.Spool.Open(
        Options(path, segmentBytes), TimeProvider.System, new LogList<Collectors.Spool.Spool>());

    public static ValueTask<long> AppendAsync(this Collectors.Spool.Spool spool, string text) =>
        spool.AppendAsync(Origin, Bytes(text), isTruncated: false, Cancel);

    public static async Task<List<string>> TextsAsync(this Collectors.Spool.Spool spool)
    {
        var records = await spool.RecordsAsync();
        return [.. records.Select(record => record.Text)];
    }

    /// <summary>All records that are durable, with their payloads as text.</summary>
    public static async Task<List<(string Text, Record Record)>> RecordsAsync(this Collectors.Spool.Spool spool)
    {
        var records = new List<(string, Record)>();
        for (var position = spool.ReleasedPosition; position < spool.EndPosition;)
        {
            using var batch = await spool.ReadAsync(position, 100, 64 << 10, TimeSpan.Zero, Cancel);
            records.AddRange(batch.Records.Select(record => (Encoding.UTF8.GetString(record.Payload.Span), record)));
            position = batch.Next;
        }

        return records;
    }
}
