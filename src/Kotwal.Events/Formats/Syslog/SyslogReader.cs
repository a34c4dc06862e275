using Kotwal.Events.Reading;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Formats.Syslog;

/// <summary>Reads one syslog message per record.</summary>
internal sealed class SyslogReader(JsonNames structured, JsonNames own) : IEventReader
{
    private readonly SchemaRecord inner = new(own, roles: 1);
    private readonly SenderZone zone = new();

    public void Read(in Record record, EventBatch output)
    {
        output.Begin(in record);
        var line = record.Payload.Span.TrimEnd("\r\n\0"u8);
        var header = SyslogHeader.Read(line, record.ReceivedAt, zone.Of(record.Origin));
        if (header.Time is { } time)
        {
            output.SetTime(time);
        }
        else
        {
            EventStamp.Missing(output);
        }

        AddHeader(output, header, line);
        AddMessage(output, header, line);
        if (!output.Has(Ecs.EventModule))
        {
            output.Add(Ecs.EventModule, "syslog"u8);
        }

        if (!output.Has(Ecs.EventKind))
        {
            output.Add(Ecs.EventKind, "event"u8);
        }

        output.End();
    }

    private static void AddHeader(EventBatch output, SyslogHeader header, ReadOnlySpan<byte> line)
    {
        if (header.Priority is { } priority)
        {
            output.Add(Ecs.LogSyslogPriority, priority.Value);
            output.Add(Ecs.LogSyslogFacilityCode, priority.Facility);
            output.Add(Ecs.LogSyslogFacilityName, priority.FacilityName);
            output.Add(Ecs.LogSyslogSeverityCode, priority.Severity);
            output.Add(Ecs.LogSyslogSeverityName, priority.SeverityName);
            output.Add(Ecs.LogLevel, priority.Level);
        }

        if (header.Version > 0)
        {
            output.Add(Ecs.LogSyslogVersion, "1"u8);
        }

        Add(output, header.HostName, Ecs.LogSyslogHostname, Ecs.HostHostname, Ecs.HostName);
        if (!line[header.AppName.Offset..].StartsWith("%"u8))
        {
            Add(output, header.AppName, Ecs.LogSyslogAppName, Ecs.ProcessName);
        }

        Add(output, header.ProcessId, Ecs.LogSyslogProcessId, Ecs.ProcessPid);
        Add(output, header.MessageId, Ecs.LogSyslogMessageId);
    }

    private static void Add(EventBatch output, TextPlace place, params ReadOnlySpan<Field> fields)
    {
        if (place.Length == 0)
        {
            return;
        }

        foreach (var field in fields)
        {
            FieldCopier.AddTyped(output, field, output.PlaceInBody(place.Offset, place.Length), FieldKind.Text);
        }
    }

    private void AddMessage(EventBatch output, SyslogHeader header, ReadOnlySpan<byte> line)
    {
        // Structured data that does not keep to its grammar is part of the message, so that nobody has to guess.
        var isWellFormed = StructuredData.Add(output, structured, line, header.Structured);
        var start = isWellFormed ? header.MessageStart : header.Structured.Offset;

        // rsyslog leaves the blank that stood behind the tag in front of the message, in its RFC 5424 form too.
        start += line[start..].IndexOfAnyExcept((byte)' ') is > 0 and var blanks ? blanks : 0;
        var message = line[start..];
        output.AddSlice(Ecs.Message, start, message.Length);
        var app = line.Slice(header.AppName.Offset, header.AppName.Length);
        if (app.SequenceEqual("sshd"u8) || app.SequenceEqual("sshd-session"u8))
        {
            SshdMessage.Add(output, message, start);
        }
        else if (app.SequenceEqual("sudo"u8))
        {
            SudoMessage.Add(output, message, start);
        }
        else if (app.StartsWith("%"u8))
        {
            AddMnemonic(output, header.AppName, app);
        }
        else
        {
            AddInner(output, message, start);
        }
    }

    // %FACILITY-SEVERITY-MNEMONIC, as Cisco's devices say what kind of message it is.
    private static void AddMnemonic(EventBatch output, TextPlace place, ReadOnlySpan<byte> mnemonic)
    {
        output.AddSlice(Ecs.EventCode, place.Offset + 1, place.Length - 1);
        var dash = mnemonic.IndexOf((byte)'-');
        if (dash > 1)
        {
            output.AddSlice(Ecs.EventProvider, place.Offset + 1, dash - 1);
        }
    }

    private void AddInner(EventBatch output, ReadOnlySpan<byte> message, int start)
    {
        var cookie = message.StartsWith("@cee:"u8) ? "@cee:"u8.Length : 0;
        if (JsonLook.IsObject(message[cookie..]))
        {
            // What is JSON only at first sight stays a message.
            _ = inner.Read(start + cookie, message[cookie..], output);
        }
    }
}
