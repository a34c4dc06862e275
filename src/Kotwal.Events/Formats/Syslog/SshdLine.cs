using Kotwal.Events.Reading;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Formats.Syslog;

/// <summary>What is left of one of OpenSSH's messages.</summary>
internal ref struct SshdLine(ReadOnlySpan<byte> rest, int start)
{
    private ReadOnlySpan<byte> rest = rest;
    private int start = start;

    public bool TrySkip(ReadOnlySpan<byte> words)
    {
        if (!rest.StartsWith(words))
        {
            return false;
        }

        Skip(words.Length);
        return true;
    }

    public void AddWord(EventBatch output, Field field)
    {
        var length = rest.IndexOf((byte)' ');
        if (length > 0)
        {
            output.AddSlice(field, start, length);
            Skip(length + 1);
        }
    }

    /// <summary>Reads <c>name from address port number …</c>.</summary>
    public void AddUserFromAddress(EventBatch output)
    {
        var from = rest.LastIndexOf(" from "u8);
        if (from < 0)
        {
            return;
        }

        AddUser(output, from);
        Skip(from + " from "u8.Length);
        AddAddress(output);
    }

    /// <summary>Reads <c>user name address port number …</c> or <c>address port number …</c>.</summary>
    public void AddUserAndAddress(EventBatch output)
    {
        if (TrySkip("user "u8))
        {
            var port = rest.LastIndexOf(" port "u8);
            var space = port < 0 ? -1 : rest[..port].LastIndexOf((byte)' ');
            if (space < 0)
            {
                return;
            }

            AddUser(output, space);
            Skip(space + 1);
        }

        AddAddress(output);
    }

    /// <summary>Reads <c>name(uid=0) by …</c> or <c>name</c>.</summary>
    public readonly void AddSessionUser(EventBatch output)
    {
        var end = rest.IndexOfAny(" ("u8);
        AddUser(output, end < 0 ? rest.Length : end);
    }

    /// <summary>Reads <c>… rhost=address user=name</c>.</summary>
    public readonly void AddPairs(EventBatch output)
    {
        var pairs = new KeyValue(rest);
        while (pairs.MoveNext())
        {
            var key = rest.Slice(pairs.Key.Start, pairs.Key.Length);
            var place = output.PlaceInBody(start + pairs.Value.Start, pairs.Value.Length);
            if (key.SequenceEqual("rhost"u8))
            {
                AddSource(output, place);
            }
            else if (key.SequenceEqual("user"u8))
            {
                FieldCopier.AddTyped(output, Ecs.UserName, place, FieldKind.Text);
                FieldCopier.AddTyped(output, Ecs.RelatedUser, place, FieldKind.Text);
            }
        }
    }

    private readonly void AddUser(EventBatch output, int length)
    {
        var place = output.PlaceInBody(start, length);
        FieldCopier.AddTyped(output, Ecs.UserName, place, FieldKind.Text);
        FieldCopier.AddTyped(output, Ecs.RelatedUser, place, FieldKind.Text);
    }

    private void AddAddress(EventBatch output)
    {
        var end = rest.IndexOf((byte)' ');
        AddSource(output, output.PlaceInBody(start, end < 0 ? rest.Length : end));
        if (end < 0)
        {
            return;
        }

        Skip(end + 1);
        if (TrySkip("port "u8))
        {
            var digits = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            FieldCopier.AddTyped(output, Ecs.SourcePort, output.PlaceInBody(start, digits < 0 ? rest.Length : digits), FieldKind.Text);
        }
    }

    private static void AddSource(EventBatch output, TextPlace place)
    {
        FieldCopier.AddTyped(output, Ecs.SourceAddress, place, FieldKind.Text);
        FieldCopier.AddTyped(output, Ecs.SourceIp, place, FieldKind.Text);
        FieldCopier.AddTyped(output, Ecs.RelatedIp, place, FieldKind.Text);
    }

    private void Skip(int length)
    {
        rest = rest[length..];
        start += length;
    }
}
