using System.Text;
using Kotwal.Events.Reading;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Formats.Zeek;

/// <summary>Reads one line of a Zeek log per record.</summary>
internal sealed class ZeekReader(JsonNames names) : IEventReader
{
    private static readonly NatureTable Natures = new("zeek-events.tsv");

    private readonly JsonRecord line = new(names, Enum.GetValues<ZeekRole>().Length);
    private readonly SenderZone zone = new();
    private RecordOrigin? origin;
    private byte[]? logOfFile;

    public void Read(in Record record, EventBatch output)
    {
        output.Begin(in record);
        var payload = record.Payload.Span;
        var log = LogOf(payload, record.Origin);
        var error = line.Read(payload, output, names.Child(names.Root, log));
        EventStamp.Set(output, Text(ZeekRole.Timestamp), zone.Of(record.Origin));
        if (error is not null)
        {
            Unreadable.Mark(output, error);
        }
        else
        {
            AddSchema(output, log);
        }

        output.End();
    }

    private ReadOnlySpan<byte> LogOf(ReadOnlySpan<byte> payload, RecordOrigin current)
    {
        var log = ZeekLog.ByPath(payload);
        if (!log.IsEmpty)
        {
            return log;
        }

        if (!ReferenceEquals(origin, current))
        {
            origin = current;
            logOfFile = ZeekLog.ByFile(current.Sender) is { } name ? Encoding.UTF8.GetBytes(name) : null;
        }

        return logOfFile ?? ZeekLog.ByShape(payload) ?? "log"u8;
    }

    private void AddSchema(EventBatch output, ReadOnlySpan<byte> log)
    {
        var nature = Natures.Of(log) ?? EventNature.Plain;
        output.Add(Ecs.EventModule, "zeek"u8);
        AddDataset(output, log);
        nature.AddTo(output, OutcomeOf());
        output.Add(Ecs.ObserverProduct, "Zeek"u8);
        var service = Text(ZeekRole.Service);
        if (!service.IsEmpty)
        {
            AddProtocol(output, service);
        }
        else if (nature.IsProtocol)
        {
            AddProtocol(output, log);
        }

        AddAddressKind(output);
        AddSum(output, Ecs.NetworkBytes, ZeekRole.OrigBytes, ZeekRole.RespBytes);
        AddSum(output, Ecs.NetworkPackets, ZeekRole.OrigPackets, ZeekRole.RespPackets);
    }

    private static void AddDataset(EventBatch output, ReadOnlySpan<byte> log)
    {
        var prefix = "zeek."u8;
        var room = output.Reserve(prefix.Length + log.Length);
        prefix.CopyTo(room);
        log.CopyTo(room[prefix.Length..]);
        output.Add(Ecs.EventDataset, output.Keep(prefix.Length + log.Length));
    }

    // ICSNPP names further logs of a protocol after it: modbus_detailed, dnp3_control.
    private static void AddProtocol(EventBatch output, ReadOnlySpan<byte> name)
    {
        var end = name.IndexOf((byte)'_');
        var protocol = name.StartsWith("dce_rpc"u8) || end < 0 ? name : name[..end];
        output.Add(Ecs.NetworkProtocol, protocol.SequenceEqual("ssl"u8) ? "tls"u8 : protocol);
        if (protocol.SequenceEqual("modbus"u8) || protocol.SequenceEqual("dnp3"u8) || protocol.SequenceEqual("enip"u8)
            || protocol.SequenceEqual("cip"u8) || protocol.SequenceEqual("bacnet"u8) || protocol.SequenceEqual("s7comm"u8)
            || protocol.SequenceEqual("opcua"u8) || protocol.SequenceEqual("mqtt"u8))
        {
            output.Add(Ecs.OtProtocol, protocol);
        }
    }

    private static void AddAddressKind(EventBatch output)
    {
        if (output.Has(Ecs.SourceIp) && output.Opened.TryGet(Ecs.SourceIp, out var address))
        {
            output.Add(Ecs.NetworkType, address.Text.Contains((byte)':') ? "ipv6"u8 : "ipv4"u8);
        }
    }

    private ReadOnlySpan<byte> OutcomeOf()
    {
        var success = Text(ZeekRole.Success);
        if (!success.IsEmpty)
        {
            return success.SequenceEqual("true"u8) ? "success"u8 : "failure"u8;
        }

        var rcode = Text(ZeekRole.Rcode);
        if (!rcode.IsEmpty)
        {
            return rcode.SequenceEqual("NOERROR"u8) ? "success"u8 : "failure"u8;
        }

        return line.Number((int)ZeekRole.HttpStatus) switch
        {
            >= 400 => "failure"u8,
            >= 100 => "success"u8,
            _ => default,
        };
    }

    private void AddSum(EventBatch output, Field field, ZeekRole one, ZeekRole other)
    {
        if (!Text(one).IsEmpty && !Text(other).IsEmpty)
        {
            output.Add(field, unchecked(line.Number((int)one) + line.Number((int)other)));
        }
    }

    private ReadOnlySpan<byte> Text(ZeekRole role) => line.Text((int)role);
}
