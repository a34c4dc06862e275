using System.IO.Compression;
using System.Text;
using Kotwal.Collectors.Elastic;
using Kotwal.Collectors.Framing;
using Kotwal.Collectors.Lumberjack;
using Kotwal.Collectors.Syslog;
using Kotwal.Events;
using Kotwal.Events.Formats;
using Kotwal.Events.Framing;
using Kotwal.Fuzz.Mutation;
using Kotwal.Hunt.Reference;
using Kotwal.Hunt.Sql;
using Kotwal.Inventory;
using Kotwal.Inventory.Formats;
using Kotwal.Sigma.Engine;
using Kotwal.Sigma.Json;
using Kotwal.Sigma.Matching;
using Kotwal.Sigma.Pipelines;
using StreamPromises = Kotwal.Collectors.Framing.FramerPromises;

namespace Kotwal.Fuzz;

/// <summary>The one list of targets. What each checks stands in the room it attacks.</summary>
internal static class TargetList
{
    private const string FormatSamples = "tests/Kotwal.Events.Tests/Formats";

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        .. FormatList.All.Select(OfFormat),
        new("detect", new(FormatSamples, "*.*l*", IsByLine: true), [.. Words.Any, .. Words.Json, .. Words.Syslog, .. Words.Pairs],
            bytes => new(FormatPromises.Broken(new DetectingReader(), bytes, position: 0))),
        new("framer", new(FormatSamples, "*.jsonl", IsByLine: false, Documents), [.. Words.Any, .. Words.Json],
            bytes => Kotwal.Events.Framing.FramerPromises.BrokenAsync(bytes, RecordFraming.Detect)),
        OfFramer("json-framing", Documents, Words.Json, bound => new JsonFramer(bound)),
        new("elastic-bulk", new(null, "", IsByLine: false, Bulks), [.. Words.Any, .. Words.Json], bytes => new(BulkPromises.Broken(bytes))),
        OfFramer("line-framing", Documents, Words.Any, bound => new LineFramer(bound)),
        OfFramer("syslog-framing", Messages, Words.Syslog, bound => new SyslogFramer(bound)),
        new("lumberjack", new(null, "", IsByLine: false, Windows), Words.Of("2W\0\0\0\u0001", "2J\0\0\0\u0001", "2D\0\0\0\u0001", "2C", "1D", "\0\0\0\u0002", "{\"a\":1}"),
            LumberjackPromises.BrokenAsync),
        new("sigma", new("content/rules", "*.yml", IsByLine: false), [.. Words.Any, .. Words.Sigma],
            bytes => new(RulePromises.Broken(Encoding.UTF8.GetString(bytes)))),
        new("sigma-engine", new("content/rules", "*.yml", IsByLine: false), [.. Words.Any, .. Words.Sigma],
            bytes => new(EnginePromises.Broken(Encoding.UTF8.GetString(bytes)))),
        new("sigma-pipelines", new("tests/Kotwal.Sigma.Tests/Pipelines/Files", "*.yml", IsByLine: false), [.. Words.Any, .. Words.Sigma, .. Words.Pipelines],
            bytes => new(PipelinePromises.Broken(Encoding.UTF8.GetString(bytes)))),
        new("sigma-events", new(FormatSamples, "*.*l*", IsByLine: true), [.. Words.Any, .. Words.Json],
            bytes => new(JsonPromises.Broken(bytes))),
        new("hunt", new(null, "", IsByLine: false, Words.Of(HuntReference.All.Select(entry => entry.Example))),
            [.. Words.Any, .. Words.Of(HuntReference.All.Select(entry => $" {entry.Name} ")), .. Words.Of(HuntFields.Instance.FieldNames)],
            bytes => new(HuntPromises.Broken(Encoding.UTF8.GetString(bytes), HuntFields.Schema))),
        .. InventoryFormats.All.Select(OfInventory),
    ];

    // Laid out in the ways that framers know.
    private static IReadOnlyList<byte[]> Documents => Words.Of(
        "{\"a\":1}\n{\"a\":{\"b\":[1,2]}}\nplain text\r\n\n{\"a\":\"\\\"}{\"}\n",
        "[{\"a\":1},\n {\"a\":\"x\\\\\"}]\n[]\n{\"b\":2}",
        "{\n  \"a\": {\n    \"b\": 1\n  }\n}\n{\n  \"a\": 2\n}\n{\"open\":\"\n{\"c\":3}\n");

    // As shippers send them, and what else a bulk request may hold.
    private static IReadOnlyList<byte[]> Bulks => Words.Of(
        "{\"create\":{\"_index\":\"logs-nginx.access-default\"}}\n{\"@timestamp\":\"2026-11-23T10:00:00Z\",\"message\":\"a\"}\n",
        "{\"index\":{\"_index\":\"filebeat-8.19.0\",\"_id\":\"a1\",\"pipeline\":\"p\",\"routing\":[1,{\"a\":2}]}}\r\n{\"message\":\"b\"}\r\n\n",
        "{\"delete\":{\"_id\":7}}\n{\"update\":{\"_index\":\"x\",\"_id\":\"\\ud83d\\ude00\"}}\n{\"doc\":{}}\n{\"create\":{}}\n\n");

    private static IReadOnlyList<byte[]> Messages => Words.Of(
        "7 <13>one8 <13>\n\n\n\n",
        "<13>one\r\n<13>two\0<13>three",
        "7 <13>one<13>two\n7 <13>one3 two42 is not a count\n",
        "<34>1 2003-10-11T22:14:15.003Z host su - ID47 - 'su root' failed\n12 <13>456789ab<13>next\n");

    // A window of one JSON event, one of a compressed event, and one of pairs.
    private static IReadOnlyList<byte[]> Windows =>
    [
        [.. "2W\0\0\0\u00012J\0\0\0\u0001\0\0\0\u0007{\"a\":1}"u8],
        [.. "2W\0\0\0\u00012C\0\0\0"u8, .. Packed("2J\0\0\0\u0001\0\0\0\u0007{\"a\":1}"u8)],
        [.. "1W\0\0\0\u00011D\0\0\0\u0001\0\0\0\u0001\0\0\0\u0004line\0\0\0\u0002hi"u8],
    ];

    private static byte[] Packed(ReadOnlySpan<byte> frames)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            zlib.Write(frames);
        }

        return [(byte)packed.Length, .. packed.ToArray()];
    }

    private static FuzzTarget OfFormat(IEventFormat format) => new(
        format.Name,
        new(Path.Combine(FormatSamples, FolderOf(format)), "*.*l*", IsByLine: true),
        [.. Words.Any, .. Words.Json, .. Words.Syslog, .. Words.Pairs],
        bytes => new(FormatPromises.Broken(format, bytes)));

    private static FuzzTarget OfFramer(string name, IReadOnlyList<byte[]> samples, IReadOnlyList<byte[]> words, Func<int, IFramer> make) =>
        new(name, new(null, "", IsByLine: false, samples), [.. Words.Any, .. words], bytes => new(StreamPromises.Broken(make, bytes)));

    // Each sample of an inventory goes to each format: what is another's is refused, and what we write ourselves is a sample too.
    private static FuzzTarget OfInventory(IInventoryFormat format) => new(
        "inventory-" + format.Name,
        new("tests/Kotwal.Inventory.Tests/Samples", "*.*", IsByLine: false, [.. Written(format)]),
        [.. Words.Any, .. Words.Json, .. Words.Tables, .. Words.Xml],
        bytes => new(InventoryPromises.Broken(format, bytes)));

    private static IEnumerable<byte[]> Written(IInventoryFormat format)
    {
        if (format is not IInventoryWriter writer)
        {
            yield break;
        }

        using var document = new MemoryStream();
        writer.Write(
            [
                new() { Kind = InventoryKinds.Ward, Identifiers = [new(InventoryIdentifiers.Reference, "kotwal/ward/w01")], Attributes = [new("name", "Fort"), new("name.hi", "किला")] },
                new()
                {
                    Kind = InventoryKinds.Asset,
                    Identifiers = [new(InventoryIdentifiers.Address, "10.0.0.1"), new(InventoryIdentifiers.Mac, "00:1b:44:11:3a:b7")],
                    Attributes = [new("note", "=1+1\n\"x\""), new("location", "79.9,22.3"), new("a.b", "c")],
                    Relations = [new(InventoryRelations.LocatedIn, InventoryKinds.Ward, new(InventoryIdentifiers.Reference, "kotwal/ward/w01"))],
                },
            ],
            document);
        yield return document.ToArray();
    }

    // A format's samples stand in a folder of the same name as its own.
    private static string FolderOf(IEventFormat format) => format.GetType().Namespace!.Split('.')[^1];
}
