using Kotwal.Events.Reading;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Formats.Windows;

/// <summary>The values of Sysmon that hold several facts in one text: hashes, DNS answers, and who began a connection.</summary>
internal static class SysmonDetails
{
    // Sysmon writes a handful; a forged list does not get more than this.
    private const int MaxItems = 256;
    private const int ProcessCreated = 1;
    private const int ImageLoaded = 7;

    public static void Add(EventBatch output, int eventId, ReadOnlySpan<TextPlace> roles)
    {
        AddHashes(output, eventId, roles[(int)WindowsRole.Hashes]);
        AddAnswers(output, roles[(int)WindowsRole.QueryResults]);
        var initiated = output.TextAt(roles[(int)WindowsRole.Initiated]);
        if (!initiated.IsEmpty)
        {
            output.Add(Ecs.NetworkDirection, initiated.SequenceEqual("true"u8) ? "egress"u8 : "ingress"u8);
        }
    }

    // SHA1=…,MD5=…,SHA256=…,IMPHASH=…
    private static void AddHashes(EventBatch output, int eventId, TextPlace place)
    {
        var start = place.Offset;
        var end = place.Offset + place.Length;
        for (var item = 0; item < MaxItems && start < end; item++)
        {
            var rest = output.TextAt(new(start, end - start));
            var length = rest.IndexOf((byte)',');
            length = length < 0 ? rest.Length : length;
            var equals = rest[..length].IndexOf((byte)'=');
            if (equals > 0 && HashField(rest[..equals], eventId) is { } field)
            {
                var value = new TextPlace(start + equals + 1, length - equals - 1);
                FieldCopier.Add(output, new(field, CopyForm.Lower), value, FieldKind.Text);
                FieldCopier.Add(output, new(Ecs.RelatedHash, CopyForm.Lower), value, FieldKind.Text);
            }

            start += length + 1;
        }
    }

    private static Field? HashField(ReadOnlySpan<byte> algorithm, int eventId)
    {
        var index = algorithm.SequenceEqual("MD5"u8) ? 0
            : algorithm.SequenceEqual("SHA1"u8) ? 1
            : algorithm.SequenceEqual("SHA256"u8) ? 2
            : algorithm.SequenceEqual("IMPHASH"u8) ? 3
            : -1;
        return (eventId, index) switch
        {
            (_, < 0) => null,
            (ProcessCreated, 0) => Ecs.ProcessHashMd5,
            (ProcessCreated, 1) => Ecs.ProcessHashSha1,
            (ProcessCreated, 2) => Ecs.ProcessHashSha256,
            (ProcessCreated, _) => Ecs.ProcessPeImphash,
            (ImageLoaded, 0) => Ecs.DllHashMd5,
            (ImageLoaded, 1) => Ecs.DllHashSha1,
            (ImageLoaded, 2) => Ecs.DllHashSha256,
            (ImageLoaded, _) => Ecs.DllPeImphash,
            (_, 0) => Ecs.FileHashMd5,
            (_, 1) => Ecs.FileHashSha1,
            (_, 2) => Ecs.FileHashSha256,
            _ => Ecs.FilePeImphash,
        };
    }

    // type:  5 www.example.com;::ffff:93.184.216.34;
    private static void AddAnswers(EventBatch output, TextPlace place)
    {
        var start = place.Offset;
        var end = place.Offset + place.Length;
        for (var item = 0; item < MaxItems && start < end; item++)
        {
            var rest = output.TextAt(new(start, end - start));
            var length = rest.IndexOf((byte)';');
            length = length < 0 ? rest.Length : length;
            FieldCopier.Add(output, new(Ecs.DnsResolvedIp, CopyForm.Same), new(start, length), FieldKind.Text);
            FieldCopier.Add(output, new(Ecs.RelatedIp, CopyForm.Same), new(start, length), FieldKind.Text);
            start += length + 1;
        }
    }
}
