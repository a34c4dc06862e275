using Kotwal.Events.Reading;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Formats.Syslog;

/// <summary>What sudo says: <c>asha : TTY=pts/0 ; PWD=/home/asha ; USER=root ; COMMAND=/usr/bin/id</c>.</summary>
internal static class SudoMessage
{
    private static readonly EventNature Ran = EventNature.Of("process", "start", "sudo", "success");
    private static readonly EventNature Refused = EventNature.Of("process,iam", "denied", "sudo", "failure");

    public static void Add(EventBatch output, ReadOnlySpan<byte> message, int start)
    {
        var colon = message.IndexOf(" : "u8);
        var command = message.IndexOf("COMMAND="u8);
        if (colon <= 0 || command < colon)
        {
            return;
        }

        var name = message[..colon].TrimStart((byte)' ');
        var place = output.PlaceInBody(start + colon - name.Length, name.Length);
        FieldCopier.AddTyped(output, Ecs.UserName, place, FieldKind.Text);
        FieldCopier.AddTyped(output, Ecs.RelatedUser, place, FieldKind.Text);
        var between = message[..command];
        AddPart(output, Ecs.ProcessTtyName, between, "TTY="u8, start);
        AddPart(output, Ecs.ProcessWorkingDirectory, between, "PWD="u8, start);
        AddPart(output, Ecs.UserEffectiveName, between, "USER="u8, start);
        var line = command + "COMMAND="u8.Length;
        output.AddSlice(Ecs.ProcessCommandLine, start + line, message.Length - line);

        // Between the name and the first part stands why sudo refused, if it did.
        var isRefused = message[colon..].IndexOf("incorrect password"u8) >= 0 || message[colon..].IndexOf("NOT in sudoers"u8) >= 0
            || message[colon..].IndexOf("not allowed"u8) >= 0;
        (isRefused ? Refused : Ran).AddTo(output);
    }

    private static void AddPart(EventBatch output, Field field, ReadOnlySpan<byte> message, ReadOnlySpan<byte> key, int start)
    {
        var at = message.IndexOf(key);
        if (at < 0)
        {
            return;
        }

        at += key.Length;
        var length = message[at..].IndexOf(" ;"u8);
        FieldCopier.AddTyped(output, field, output.PlaceInBody(start + at, length < 0 ? message.Length - at : length), FieldKind.Text);
    }
}
