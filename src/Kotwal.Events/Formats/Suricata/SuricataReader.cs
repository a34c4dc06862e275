using Kotwal.Events.Reading;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Formats.Suricata;

/// <summary>Reads one EVE event per record.</summary>
internal sealed class SuricataReader(JsonNames names) : IEventReader
{
    private static readonly NatureTable Natures = new("suricata-events.tsv");

    private readonly JsonRecord eve = new(names, Enum.GetValues<SuricataRole>().Length);
    private readonly SenderZone zone = new();

    public void Read(in Record record, EventBatch output)
    {
        output.Begin(in record);
        var error = eve.Read(record.Payload.Span, output);
        EventStamp.Set(output, Text(SuricataRole.Timestamp), zone.Of(record.Origin));
        if (error is not null)
        {
            Unreadable.Mark(output, error);
        }
        else
        {
            AddSchema(output);
        }

        output.End();
    }

    private void AddSchema(EventBatch output)
    {
        var type = Text(SuricataRole.EventType);
        output.Add(Ecs.EventModule, "suricata"u8);
        AddDataset(output, type);
        output.Add(Ecs.ObserverProduct, "Suricata"u8);
        output.Add(Ecs.ObserverType, "ids"u8);
        AddNature(output, type);
        AddNetwork(output, type);
        AddProtocols(output);
        if (type.SequenceEqual("modbus"u8) || type.SequenceEqual("dnp3"u8) || type.SequenceEqual("enip"u8) || type.SequenceEqual("mqtt"u8))
        {
            output.Add(Ecs.OtProtocol, eve.Place((int)SuricataRole.EventType));
        }
    }

    private static void AddDataset(EventBatch output, ReadOnlySpan<byte> type)
    {
        var prefix = "suricata."u8;
        var room = output.Reserve(prefix.Length + type.Length);
        prefix.CopyTo(room);
        type.CopyTo(room[prefix.Length..]);
        output.Add(Ecs.EventDataset, output.Keep(prefix.Length + type.Length));
    }

    private void AddNature(EventBatch output, ReadOnlySpan<byte> type)
    {
        (Natures.Of(type) ?? EventNature.Plain).AddTo(output, OutcomeOf(type));
        var action = Text(SuricataRole.AlertAction);
        if (!action.IsEmpty)
        {
            output.Add(Ecs.EventType, action.SequenceEqual("blocked"u8) ? "denied"u8 : "allowed"u8, isListItem: true);
        }
    }

    private ReadOnlySpan<byte> OutcomeOf(ReadOnlySpan<byte> type) => eve.Number((int)SuricataRole.HttpStatus) switch
    {
        _ when !type.StartsWith("http"u8) => default,
        >= 400 => "failure"u8,
        >= 100 => "success"u8,
        _ => default,
    };

    private void AddNetwork(EventBatch output, ReadOnlySpan<byte> type)
    {
        var protocol = Text(SuricataRole.AppProtocol);
        if (!protocol.IsEmpty && !protocol.SequenceEqual("failed"u8) && !protocol.SequenceEqual("unknown"u8))
        {
            FieldCopier.Add(output, new(Ecs.NetworkProtocol, CopyForm.Lower), eve.Place((int)SuricataRole.AppProtocol), FieldKind.Text);
        }
        else if (Natures.Of(type) is { } nature && nature.IsProtocol)
        {
            output.Add(Ecs.NetworkProtocol, eve.Place((int)SuricataRole.EventType));
        }

        var version = Text(SuricataRole.IpVersion);
        if (version.SequenceEqual("4"u8) || version.SequenceEqual("6"u8))
        {
            output.Add(Ecs.NetworkType, version[0] == (byte)'4' ? "ipv4"u8 : "ipv6"u8);
        }

        AddSum(output, Ecs.NetworkBytes, SuricataRole.BytesToServer, SuricataRole.BytesToClient);
        AddSum(output, Ecs.NetworkPackets, SuricataRole.PacketsToServer, SuricataRole.PacketsToClient);
    }

    private void AddSum(EventBatch output, Field field, SuricataRole one, SuricataRole other)
    {
        if (!Text(one).IsEmpty && !Text(other).IsEmpty)
        {
            output.Add(field, unchecked(eve.Number((int)one) + eve.Number((int)other)));
        }
    }

    private void AddProtocols(EventBatch output)
    {
        var dns = Text(SuricataRole.DnsType);
        if (!dns.IsEmpty)
        {
            // Version 3 of EVE's DNS says request and response.
            var isAnswer = dns.SequenceEqual("answer"u8) || dns.SequenceEqual("response"u8);
            output.Add(Ecs.DnsType, isAnswer ? "answer"u8 : "query"u8);
        }

        AddAfter(output, Ecs.HttpVersion, SuricataRole.HttpProtocol, "HTTP/"u8);
        FieldCopier.Add(output, new(Ecs.HttpResponseStatusCode, CopyForm.Same), eve.Place((int)SuricataRole.HttpStatus), FieldKind.Number);
        if (AddAfter(output, Ecs.TlsVersion, SuricataRole.TlsVersion, "TLS "u8))
        {
            output.Add(Ecs.TlsVersionProtocol, "tls"u8);
        }
    }

    private bool AddAfter(EventBatch output, Field field, SuricataRole role, ReadOnlySpan<byte> prefix)
    {
        var place = eve.Place((int)role);
        if (!Text(role).StartsWith(prefix))
        {
            return false;
        }

        output.Add(field, new TextPlace(place.Offset + prefix.Length, place.Length - prefix.Length));
        return true;
    }

    private ReadOnlySpan<byte> Text(SuricataRole role) => eve.Text((int)role);
}
