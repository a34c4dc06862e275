using System.Net;
using System.Text;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Reading.Flows;

/// <summary>
/// A datagram that is being read: its header, and the text that all its events share, which stands in the batch once. Used again for
/// each datagram.
/// </summary>
/// <param name="module">The format's name: <c>event.module</c>.</param>
internal sealed class FlowDatagram(string module)
{
    private static readonly Field Version = FlowElements.Own("version");
    private static readonly Field Domain = FlowElements.Own("domain_id");

    private readonly byte[] moduleText = Encoding.UTF8.GetBytes(module);
    private readonly byte[] flowDataset = Encoding.UTF8.GetBytes(module + ".flow");
    private Record record;
    private RecordOrigin? lastOrigin;
    private byte[] sender = [];
    private TextPlace kind;
    private TextPlace category;
    private TextPlace type;
    private TextPlace moduleName;
    private TextPlace dataset;
    private TextPlace observer;
    private TextPlace version;
    private TextPlace domain;

    /// <summary>Where events go.</summary>
    public EventBatch Batch { get; private set; } = null!;

    public ReadOnlySpan<byte> Bytes => record.Payload.Span;

    public ref readonly Record Record => ref record;

    /// <summary>When the exporter sent it, in nanoseconds since 1970; 0 when it does not say.</summary>
    public long ExportedAt { get; private set; }

    /// <summary>The exporter's uptime when it sent it, in milliseconds; null when it does not say.</summary>
    public uint? Uptime { get; private set; }

    /// <summary>Which of the exporter's streams it belongs to.</summary>
    public uint DomainId { get; private set; }

    /// <summary>Takes the next datagram.</summary>
    public void Start(in Record taken, EventBatch batch, int formatVersion, uint domainId, long exportedAt, uint? uptime)
    {
        record = taken;
        Batch = batch;
        ExportedAt = exportedAt;
        Uptime = uptime;
        DomainId = domainId;
        kind = batch.Keep("event"u8);
        category = batch.Keep("network"u8);
        type = batch.Keep("connection"u8);
        moduleName = batch.Keep(moduleText);
        dataset = batch.Keep(flowDataset);
        observer = batch.Keep(SenderOf(taken.Origin));
        version = FlowNumber.Keep(batch, (ulong)formatVersion);
        domain = FlowNumber.Keep(batch, domainId);
    }

    /// <summary>Begins an event of a part of the datagram that tells of traffic.</summary>
    public void BeginFlow(int start, int length)
    {
        Batch.Begin(in record, start, length);
        Batch.Add(Ecs.EventKind, kind);
        Batch.Add(Ecs.EventCategory, category, isListItem: true);
        Batch.Add(Ecs.EventType, type, isListItem: true);
        Batch.Add(Ecs.EventModule, moduleName);
        Batch.Add(Ecs.EventDataset, dataset);
        AddSender();
    }

    /// <summary>Begins an event that tells of the exporter itself.</summary>
    public void BeginOther(int start, int length, ReadOnlySpan<byte> eventKind, string datasetName)
    {
        Batch.Begin(in record, start, length);
        Batch.Add(Ecs.EventKind, eventKind);
        Batch.Add(Ecs.EventCategory, category, isListItem: true);
        Batch.Add(Ecs.EventType, "info"u8, isListItem: true);
        Batch.Add(Ecs.EventModule, moduleName);
        Batch.Add(Ecs.EventDataset, $"{module}.{datasetName}");
        AddSender();
        SetTime();
    }

    /// <summary>An event that says why a part of the datagram could not be read; the part is its original.</summary>
    public void AddUnreadable(int start, int length, ReadError error)
    {
        Batch.Begin(in record, start, length);
        Batch.Add(Ecs.EventModule, moduleName);
        AddSender();
        Unreadable.Mark(Batch, error);
        SetTime();
        Batch.End();
    }

    /// <summary>Gives the open event the time at which the datagram was sent.</summary>
    public void SetTime()
    {
        if (ExportedAt > 0)
        {
            Batch.SetTime(new EventTime(ExportedAt, 3));
        }
    }

    private void AddSender()
    {
        if (observer.Length > 0)
        {
            Batch.Add(Ecs.ObserverIp, observer, isListItem: true);
        }

        Batch.Add(Version, version, FieldKind.Number);
        Batch.Add(Domain, domain, FieldKind.Number);
    }

    // One sender's origin is one object, mostly, and its text the same for each datagram.
    private ReadOnlySpan<byte> SenderOf(RecordOrigin origin)
    {
        if (!ReferenceEquals(origin, lastOrigin))
        {
            lastOrigin = origin;
            sender = IPAddress.TryParse(origin.Sender, out _) ? Encoding.UTF8.GetBytes(origin.Sender!) : [];
        }

        return sender;
    }
}
