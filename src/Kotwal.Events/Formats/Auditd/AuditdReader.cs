using System.Buffers;
using System.Globalization;
using Kotwal.Events.Reading;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Formats.Auditd;

/// <summary>Reads one audit record line per record.</summary>
internal sealed class AuditdReader(JsonNames names) : IEventReader
{
    // A line of the kernel has some dozen fields; a forged one does not get more than this.
    private const int MaxFields = 1024;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789ABCDEF"u8);
    private static readonly NatureTable Natures = new("auditd-events.tsv");
    private static readonly Field Type = Field.Of("auditd.log.type");
    private static readonly Field Sequence = Field.Of("auditd.log.sequence");
    private static readonly Field Node = Field.Of("auditd.log.node");

    private int fields;
    private TextPlace outcome;

    public void Read(in Record record, EventBatch output)
    {
        output.Begin(in record);
        fields = 0;
        outcome = default;
        var line = record.Payload.Span.TrimEnd("\r\n\0"u8);
        if (ReadHead(line, output, out var type, out var rest) is { } error)
        {
            EventStamp.Missing(output);
            Unreadable.Mark(output, error);
        }
        else
        {
            ReadFields(line, rest, names.Child(names.Root, line.Slice(type.Start, type.Length)), output);
            AddSchema(output, line.Slice(type.Start, type.Length));
        }

        output.End();
    }

    // node=gateway-1 type=SYSCALL msg=audit(1700000000.123:456):
    private static ReadError? ReadHead(ReadOnlySpan<byte> line, EventBatch output, out (int Start, int Length) type, out int rest)
    {
        type = default;
        rest = 0;
        if (line.StartsWith("node="u8))
        {
            var end = line.IndexOf((byte)' ');
            if (end < 0)
            {
                return new(line.Length, "type=");
            }

            output.AddSlice(Node, 5, end - 5);
            output.AddSlice(Ecs.HostName, 5, end - 5);
            rest = end + 1;
        }

        if (!line[rest..].StartsWith("type="u8))
        {
            return new(rest, "type=");
        }

        rest += 5;
        var length = line[rest..].IndexOf((byte)' ');
        if (length <= 0 || !line[(rest + length)..].StartsWith(" msg=audit("u8))
        {
            return new(rest, "a record type and msg=audit(");
        }

        type = (rest, length);
        output.AddSlice(Type, rest, length);
        rest += length + " msg=audit("u8.Length;
        return ReadStamp(line, output, ref rest);
    }

    private static ReadError? ReadStamp(ReadOnlySpan<byte> line, EventBatch output, ref int rest)
    {
        var colon = line[rest..].IndexOf((byte)':');
        var close = line[rest..].IndexOf(")"u8);
        if (colon < 0 || close < colon || !Timestamps.TryReadEpoch(line.Slice(rest, colon), out var time))
        {
            return new(rest, "a time, a colon, a serial number and a parenthesis");
        }

        output.SetTime(time);
        output.AddSlice(Sequence, rest + colon + 1, close - colon - 1);
        FieldCopier.AddTyped(output, Ecs.EventSequence, output.PlaceInBody(rest + colon + 1, close - colon - 1), FieldKind.Text);
        rest += close + 1;
        rest += line[rest..].StartsWith(":"u8) ? 1 : 0;
        return null;
    }

    private void ReadFields(ReadOnlySpan<byte> line, int start, JsonName type, EventBatch output)
    {
        var pairs = new KeyValue(line[start..]);
        while (pairs.MoveNext() && ++fields <= MaxFields)
        {
            var at = start + pairs.Value.Start;
            var value = line.Slice(at, pairs.Value.Length);
            if (pairs.Quote == (byte)'\'' && value.Contains((byte)'='))
            {
                // A program's own message: msg='op=login acct="root" … res=failed'
                ReadFields(line[..(at + value.Length)], at, type, output);
                continue;
            }

            if (pairs.Quote == 0 && value.StartsWith("{"u8) && value.EndsWith("}"u8))
            {
                ReadFields(line[..(at + value.Length - 1)], at + 1, type, output);
            }

            Add(names.Child(type, line.Slice(start + pairs.Key.Start, pairs.Key.Length)), at, value, pairs.Quote, output);
        }
    }

    private void Add(JsonName name, int at, ReadOnlySpan<byte> value, byte quote, EventBatch output)
    {
        var role = (AuditdRole)name.Meaning.Role;
        var place = output.PlaceInBody(at, value.Length);
        if (quote == 0 && role is AuditdRole.Text or AuditdRole.Argument)
        {
            place = Decode(value, place, output);
        }

        output.Add(name.Meaning.Field!, place);
        if (role == AuditdRole.Outcome)
        {
            outcome = place;
        }
        else if (role == AuditdRole.Argument)
        {
            FieldCopier.AddTyped(output, Ecs.ProcessArgs, place, FieldKind.Text);
        }

        if (!value.SequenceEqual("?"u8) && !value.SequenceEqual("(none)"u8) && !value.SequenceEqual("(null)"u8))
        {
            foreach (var copy in name.Meaning.Copies)
            {
                FieldCopier.Add(output, copy, place, FieldKind.Text);
            }
        }
    }

    // Arguments in a process title are parted by NULs, keys of rules by 0x01.
    private static TextPlace Decode(ReadOnlySpan<byte> value, TextPlace place, EventBatch output)
    {
        if (value.Length < 2 || value.Length % 2 != 0 || value.ContainsAnyExcept(HexDigits))
        {
            return place;
        }

        var room = output.Reserve(value.Length / 2);
        for (var index = 0; index < room.Length; index++)
        {
            var letter = byte.Parse(value.Slice(index * 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            room[index] = letter <= 1 ? (byte)' ' : letter;
        }

        return output.Keep(room.Length);
    }

    private void AddSchema(EventBatch output, ReadOnlySpan<byte> type)
    {
        var result = output.TextAt(outcome);
        var isGood = result.SequenceEqual("yes"u8) || result.SequenceEqual("success"u8) || result.SequenceEqual("1"u8);
        output.Add(Ecs.EventModule, "auditd"u8);
        (Natures.Of(type) ?? EventNature.Plain).AddTo(output, result.IsEmpty ? default : isGood ? "success"u8 : "failure"u8);
        if (!output.Has(Ecs.EventAction))
        {
            FieldCopier.Add(output, new(Ecs.EventAction, CopyForm.Lower), output.Keep(type), FieldKind.Text);
        }
    }
}
