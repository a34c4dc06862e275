using System.Buffers;
using System.Buffers.Text;
using System.Net;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Reading;

/// <summary>
/// Gives a value to a field of the schema, in the form and type that the schema wants. A value that does not fit its type is
/// left out: it is still there under the source's own name. So is a second value of a field that is no list.
/// </summary>
internal static class FieldCopier
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    private static readonly SearchValues<byte> Separators = SearchValues.Create("/\\"u8);

    public static void Add(EventBatch batch, FieldCopy copy, TextPlace place, FieldKind kind)
    {
        var text = batch.TextAt(place);
        if (kind == FieldKind.Null || text.IsEmpty || text.SequenceEqual("-"u8) || IsTaken(batch, copy.Field))
        {
            return;
        }

        switch (copy.Form)
        {
            case CopyForm.Lower:
                AddTyped(batch, copy.Field, Lower(batch, text), kind);
                break;
            case CopyForm.Seconds:
                AddSeconds(batch, copy.Field, text);
                break;
            case CopyForm.Epoch:
                AddEpoch(batch, copy.Field, text);
                break;
            case CopyForm.WholeSeconds:
                AddWhole(batch, copy.Field, place);
                break;
            case CopyForm.TlsNumber or CopyForm.TlsName:
                AddTls(batch, copy, text);
                break;
            default:
                AddTyped(batch, copy.Field, Part(text, place, copy.Form), kind);
                break;
        }
    }

    /// <summary>Adds a value that is already in its form, if it is one of the field's type; says whether it was.</summary>
    public static bool AddTyped(EventBatch batch, Field field, TextPlace place, FieldKind kind)
    {
        var text = batch.TextAt(place);
        if (text.IsEmpty || IsTaken(batch, field))
        {
            return false;
        }

        // An IPv4 address in IPv6's clothes is the IPv4 address, so that one machine has one address.
        if (field.Type == FieldType.Ip && text.StartsWith("::ffff:"u8) && text.Contains((byte)'.'))
        {
            place = From(place, "::ffff:"u8.Length);
            text = batch.TextAt(place);
        }

        switch (field.Type)
        {
            case FieldType.Ip when !IsAddress(text):
            case FieldType.Double when kind != FieldKind.Number:
            case FieldType.Boolean when !text.SequenceEqual("true"u8) && !text.SequenceEqual("false"u8):
                return false;
            case FieldType.Long:
                return AddLong(batch, field, place);
            case FieldType.Date:
                return AddDate(batch, field, text);
            case FieldType.Boolean:
                batch.Add(field, place, FieldKind.Boolean, field.IsList);
                return true;
            default:
                AddText(batch, field, place, field.Type == FieldType.Double ? kind : FieldKind.Text);
                return true;
        }
    }

    /// <summary>Adds what stands about the record: to its field, or, where it is not of the field's type, under <c>labels</c>.</summary>
    public static void AddAbout(EventBatch batch, Field field, ReadOnlySpan<byte> value, FieldKind kind, bool isListItem)
    {
        if (!field.IsKnown)
        {
            batch.Add(field, value, kind, isListItem);
        }
        else if (!AddTyped(batch, field, batch.Keep(value), kind) && !value.IsEmpty)
        {
            batch.Add(Field.Of("labels." + field.Name), value, kind, isListItem);
        }
    }

    private static bool IsTaken(EventBatch batch, Field field) => !field.IsList && batch.Has(field);

    // The runtime also takes 1, 0x7f000001 and addresses with a scope for addresses.
    private static bool IsAddress(ReadOnlySpan<byte> text) =>
        text.Contains((byte)':') ? !text.Contains((byte)'%') && IPAddress.IsValidUtf8(text) : IsIpv4(text);

    private static bool IsIpv4(ReadOnlySpan<byte> text)
    {
        var parts = 1;
        var digits = 0;
        var part = 0;
        foreach (var letter in text)
        {
            if (letter == (byte)'.' && digits > 0)
            {
                parts++;
                digits = 0;
                part = 0;
                continue;
            }

            part = (part * 10) + (letter - '0');
            if (letter is < (byte)'0' or > (byte)'9' || ++digits > 3 || part > 255)
            {
                return false;
            }
        }

        return parts == 4 && digits > 0;
    }

    private static void AddText(EventBatch batch, Field field, TextPlace place, FieldKind kind)
    {
        // related.* are sets: one address that is both client and source is one related address.
        if (IsSet(field) && batch.Has(field, batch.TextAt(place)))
        {
            return;
        }

        batch.Add(field, place, kind, field.IsList);
    }

    private static bool IsSet(Field field) =>
        ReferenceEquals(field, Ecs.RelatedIp) || ReferenceEquals(field, Ecs.RelatedUser)
        || ReferenceEquals(field, Ecs.RelatedHosts) || ReferenceEquals(field, Ecs.RelatedHash);

    private static bool AddLong(EventBatch batch, Field field, TextPlace place)
    {
        var text = batch.TextAt(place);
        if (Utf8Parser.TryParse(text, out long number, out var used) && used == text.Length)
        {
            // JSON has no leading zeros or plus signs; such a number is written anew.
            if ((text[0] == (byte)'0' && text.Length > 1) || text[0] == (byte)'+' || text.StartsWith("-0"u8))
            {
                batch.Add(field, number, field.IsList);
            }
            else
            {
                batch.Add(field, place, FieldKind.Number, field.IsList);
            }

            return true;
        }

        if (text.StartsWith("0x"u8) && Utf8Parser.TryParse(text[2..], out number, out used, 'x') && used == text.Length - 2)
        {
            batch.Add(field, number, field.IsList);
            return true;
        }

        return false;
    }

    private static bool AddDate(EventBatch batch, Field field, ReadOnlySpan<byte> text)
    {
        if (!Timestamps.TryReadIso(text, zone: null, out var time))
        {
            return false;
        }

        AddTime(batch, field, time);
        return true;
    }

    private static void AddEpoch(EventBatch batch, Field field, ReadOnlySpan<byte> text)
    {
        if (Timestamps.TryReadEpoch(text, out var time))
        {
            AddTime(batch, field, time);
        }
    }

    public static void AddTime(EventBatch batch, Field field, EventTime time)
    {
        Span<byte> text = stackalloc byte[EventTime.MaxTextBytes];
        batch.Add(field, text[..time.Format(text)]);
    }

    private static void AddSeconds(EventBatch batch, Field field, ReadOnlySpan<byte> text)
    {
        if (Utf8Parser.TryParse(text, out decimal seconds, out var used) && used == text.Length
            && seconds is >= 0 and < 1_000_000_000)
        {
            batch.Add(field, (long)(seconds * NanosecondsPerSecond));
        }
    }

    private static void AddWhole(EventBatch batch, Field field, TextPlace place)
    {
        var dot = batch.TextAt(place).IndexOf((byte)'.');
        AddTyped(batch, field, dot < 0 ? place : place with { Length = dot }, FieldKind.Number);
    }

    // SSLv2, SSLv3, TLSv10, TLSv11, TLSv12, TLSv13, DTLSv12
    private static void AddTls(EventBatch batch, FieldCopy copy, ReadOnlySpan<byte> text)
    {
        var mark = text.IndexOf((byte)'v');
        if (mark <= 0 || mark + 1 >= text.Length)
        {
            return;
        }

        if (copy.Form == CopyForm.TlsName)
        {
            batch.Add(copy.Field, text[..mark].SequenceEqual("SSL"u8) ? "ssl"u8 : "tls"u8);
            return;
        }

        var number = text[(mark + 1)..];
        batch.Add(copy.Field, number.Length == 2 ? [number[0], (byte)'.', number[1]] : number);
    }

    private static TextPlace Lower(EventBatch batch, ReadOnlySpan<byte> text)
    {
        if (text.IndexOfAnyInRange((byte)'A', (byte)'Z') < 0)
        {
            return batch.Keep(text);
        }

        var room = batch.Reserve(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            room[index] = text[index] is >= (byte)'A' and <= (byte)'Z' ? (byte)(text[index] | 0x20) : text[index];
        }

        return batch.Keep(text.Length);
    }

    private static TextPlace Part(ReadOnlySpan<byte> text, TextPlace place, CopyForm form)
    {
        switch (form)
        {
            case CopyForm.FileName:
                return From(place, text.LastIndexOfAny(Separators) + 1);
            case CopyForm.Directory:
                return place with { Length = Math.Max(0, text.LastIndexOfAny(Separators)) };
            case CopyForm.Extension:
                var name = From(place, text.LastIndexOfAny(Separators) + 1);
                var dot = text[(name.Offset - place.Offset)..].LastIndexOf((byte)'.');
                return dot <= 0 ? place with { Length = 0 } : From(name, dot + 1);
            case CopyForm.AccountName:
            case CopyForm.BelowRoot:
                return From(place, text.IndexOf((byte)'\\') + 1);
            case CopyForm.BetweenRootAndName:
                var first = text.IndexOf((byte)'\\') + 1;
                return new(place.Offset + first, Math.Max(0, text.LastIndexOf((byte)'\\') - first));
            case CopyForm.AccountDomain:
            case CopyForm.Root:
                return place with { Length = Math.Max(0, text.IndexOf((byte)'\\')) };
            default:
                return place;
        }
    }

    private static TextPlace From(TextPlace place, int start) => new(place.Offset + start, place.Length - start);
}
