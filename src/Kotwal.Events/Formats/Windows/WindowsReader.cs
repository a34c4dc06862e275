using System.Buffers.Text;
using Kotwal.Events.Reading;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Formats.Windows;

/// <summary>Reads one Windows event per record. First every value under its own name, then the schema's view of them.</summary>
internal sealed class WindowsReader(JsonNames names) : IEventReader, IJsonSink
{
    private readonly JsonFlattener flattener = new(names);
    private readonly SenderZone zone = new();
    private readonly List<Seen> seen = [];
    private readonly TextPlace[] roles = new TextPlace[Enum.GetValues<WindowsRole>().Length];
    private EventBatch output = null!;

    public void Read(in Record record, EventBatch output)
    {
        this.output = output;
        seen.Clear();
        Array.Clear(roles);
        output.Begin(in record);
        var error = flattener.Read(record.Payload.Span, output, this);
        AddTime(record.Origin);
        if (error is not null)
        {
            Unreadable.Mark(output, error);
        }
        else
        {
            AddSchema();
        }

        flattener.FlagMore(output);
        output.End();
    }

    void IJsonSink.Value(JsonName name, TextPlace place, FieldKind kind, bool isListItem)
    {
        var meaning = name.Meaning;
        if (meaning.Field is not null)
        {
            output.Add(meaning.Field, place, kind, isListItem);
        }

        if (meaning.Role != 0 && kind != FieldKind.Null)
        {
            roles[meaning.Role] = place;
        }

        foreach (var copy in meaning.Copies)
        {
            FieldCopier.Add(output, copy, place, kind);
        }

        if (meaning is WindowsName { ByLog: not null } known)
        {
            seen.Add(new(known, place, kind));
        }
    }

    private void AddTime(RecordOrigin origin)
    {
        var local = zone.Of(origin);
        var created = RoleText(WindowsRole.TimeCreated);
        if (Timestamps.TryReadIso(created, local, out var time) || Timestamps.TryReadEpoch(created, out time))
        {
            output.SetTime(time);
            FieldCopier.AddTime(output, Ecs.WinlogTimeCreated, time);
        }
        else if (Timestamps.TryReadIso(RoleText(WindowsRole.UtcTime), zone: null, out time))
        {
            output.SetTime(time);
        }
        else
        {
            output.Add(Ecs.LogFlags, "no_timestamp"u8, isListItem: true);
        }
    }

    private void AddSchema()
    {
        var log = LogOf(RoleText(WindowsRole.Channel), RoleText(WindowsRole.Provider));
        if (!Utf8Parser.TryParse(RoleText(WindowsRole.EventId), out int eventId, out _))
        {
            eventId = 0;
        }

        output.Add(Ecs.EventModule, "windows"u8);
        (WindowsEventKinds.Of(log, eventId) ?? EventNature.Plain).AddTo(output, OutcomeOf(log, eventId));
        foreach (var (name, place, kind) in seen)
        {
            foreach (var target in name.ByLog![(int)log])
            {
                if (target.IsFor(eventId))
                {
                    FieldCopier.Add(output, target.Copy, place, kind);
                }
            }
        }

        if (log == WindowsLog.Sysmon)
        {
            SysmonDetails.Add(output, eventId, roles);
        }
    }

    private static WindowsLog LogOf(ReadOnlySpan<byte> channel, ReadOnlySpan<byte> provider)
    {
        if (channel.SequenceEqual("Microsoft-Windows-Sysmon/Operational"u8) || provider.SequenceEqual("Microsoft-Windows-Sysmon"u8))
        {
            return WindowsLog.Sysmon;
        }

        if (channel.SequenceEqual("Security"u8) || provider.SequenceEqual("Microsoft-Windows-Security-Auditing"u8))
        {
            return WindowsLog.Security;
        }

        if (channel.SequenceEqual("System"u8))
        {
            return WindowsLog.System;
        }

        return channel.SequenceEqual("Microsoft-Windows-PowerShell/Operational"u8) || channel.SequenceEqual("PowerShellCore/Operational"u8)
            ? WindowsLog.PowerShell
            : WindowsLog.Other;
    }

    // The audit bits of the keywords say whether it succeeded; Kerberos and NTLM say it by their status alone.
    private ReadOnlySpan<byte> OutcomeOf(WindowsLog log, int eventId)
    {
        if (log != WindowsLog.Security)
        {
            return default;
        }

        var status = RoleText(WindowsRole.Status);
        if (eventId is 4768 or 4769 or 4776 && !status.IsEmpty)
        {
            return status.SequenceEqual("0x0"u8) ? "success"u8 : "failure"u8;
        }

        var keywords = RoleText(WindowsRole.Keywords);
        if (keywords.SequenceEqual("0x8010000000000000"u8) || keywords.SequenceEqual("-9218868437227405312"u8))
        {
            return "failure"u8;
        }

        return keywords.SequenceEqual("0x8020000000000000"u8) || keywords.SequenceEqual("-9214364837600034816"u8)
            ? "success"u8
            : default;
    }

    private ReadOnlySpan<byte> RoleText(WindowsRole role) => output.TextAt(roles[(int)role]);

    private readonly record struct Seen(WindowsName Name, TextPlace Place, FieldKind Kind);
}
