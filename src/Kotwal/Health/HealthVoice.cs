using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Channels;
using Kotwal.City.Work;
using Kotwal.Collectors.Own;
using Kotwal.Watch.Health;

namespace Kotwal.Health;

/// <summary>
/// Says what became ill and what is well again: to the book that pages read, and as a record of the source <c>kotwal-health</c>, of
/// which a rule makes an alert. Said once, however long it lasts, also over a new start.
/// </summary>
internal sealed partial class HealthVoice(HealthBook book, OwnDoor door, CityFeed feed, TimeProvider clock, ILogger<HealthVoice> log) : BackgroundService
{
    internal const string Source = "kotwal-health";

    internal const string Format = "ecs";

    private const int MaxWaiting = 1_000;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // When the spool takes nothing, what was found first is what people need; the book knows all of it anyway.
    private readonly Channel<ReadOnlyMemory<byte>> waiting = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Reports how something is.</summary>
    /// <returns>The condition, when it has become ill or well by this.</returns>
    public HealthCondition? Report(string kind, string subject, HealthState state, FormattableString words)
    {
        var change = book.Report(kind, subject, state, words.ToString(CultureInfo.InvariantCulture));
        if (change is not null)
        {
            if (state == HealthState.Ill)
            {
                BecameIll(kind, subject, change.Words);
            }
            else
            {
                BecameWell(kind, subject, change.Words);
            }

            waiting.Writer.TryWrite(RecordOf(change, clock.GetUtcNow()));
        }

        feed.Publish(CityTopic.Sources);
        return change;
    }

    /// <summary>Reports that something is well, if it was known to be ill, and forgets it then.</summary>
    public void Clear(string kind, string subject, FormattableString words)
    {
        if (book.IsIll(kind, subject))
        {
            Report(kind, subject, HealthState.Well, words);
        }

        book.Forget(kind, subject);
    }

    internal static ReadOnlyMemory<byte> RecordOf(HealthCondition condition, DateTimeOffset at)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            json.WriteStartObject();
            json.WriteString("@timestamp", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("event.kind", "event");
            json.WriteString("event.module", Source);
            json.WriteString("event.dataset", "kotwal.health");
            json.WriteString("event.provider", "kotwal");
            json.WriteString("event.action", condition.Kind);
            json.WriteString("event.outcome", condition.State == HealthState.Ill ? "failure" : "success");
            json.WriteString("kotwal.health.subject", condition.Subject);
            json.WriteString("message", $"{condition.Subject}: {condition.Words}");
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var record in waiting.Reader.ReadAllAsync(stoppingToken))
        {
            await door.TakeAsync(Source, Format, [record], stoppingToken);
        }
    }

    [LoggerMessage(9080, LogLevel.Warning, "{Kind}, {Subject}: {Words}")]
    private partial void BecameIll(string kind, string subject, string words);

    [LoggerMessage(9081, LogLevel.Information, "{Kind}, {Subject}, is well again: {Words}")]
    private partial void BecameWell(string kind, string subject, string words);
}
