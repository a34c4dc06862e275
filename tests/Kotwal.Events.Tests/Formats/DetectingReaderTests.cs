using System.Text;
using Kotwal.Events.Formats;
using Kotwal.Events.Schema;
using Kotwal.Testing;

namespace Kotwal.Events.Tests.Formats;

public sealed class DetectingReaderTests
{
    [Theory]
    [InlineData("Suricata/suricata.jsonl", "suricata")]
    [InlineData("Zeek/zeek.jsonl", "zeek")]
    [InlineData("Windows/windows.jsonl", "windows")]
    [InlineData("EcsJson/ecs.jsonl", "ecs")]
    [InlineData("Auditd/audit.log", "auditd")]
    [InlineData("Json/json.jsonl", "json")]
    public void Samples_go_to_their_own_format(string file, string format)
    {
        foreach (var line in File.ReadAllLines(TestFiles.PathOf(Path.Combine("Formats", file))))
        {
            var reader = new DetectingReader();
            reader.Read(Some.Record(line), Some.Batch());

            Assert.Equal(format, reader.Format.Name);
        }
    }

    [Theory]
    [InlineData("events/suricata-eve.jsonl.gz", "suricata")]
    [InlineData("events/zeek.jsonl.gz", "zeek")]
    [InlineData("events/windows-flat.jsonl.gz", "windows")]
    [InlineData("events/windows-nested.jsonl.gz", "windows")]
    public async Task Recorded_events_go_to_their_own_format(string file, string format)
    {
        var reader = new DetectingReader();
        var batch = Some.Batch();

        await foreach (var record in TestFiles.RecordsOf(Repository.Shared(file)))
        {
            reader.Read(in record, batch);
            Assert.True(reader.Format.Name == format, Encoding.UTF8.GetString(record.Payload.Span));
            batch.Clear();
        }
    }

    [Fact]
    public void A_sender_that_changes_its_format_is_followed()
    {
        var reader = new DetectingReader();
        var formats = new List<string>();

        foreach (var line in (string[])["<13>May  4 08:15:40 h a: b", "plain words", "{\"a\":1}", "<13>May  4 08:15:40 h a: b"])
        {
            reader.Read(Some.Record(line), Some.Batch());
            formats.Add(reader.Format.Name);
        }

        Assert.Equal(["syslog", "text", "json", "syslog"], formats);
    }

    [Fact]
    public void A_format_that_is_named_reads_whatever_comes()
    {
        var batch = Some.Batch();
        var reader = new DetectingReader();

        reader.Read(Some.Record("no JSON", Some.Origin(format: "suricata")), batch);

        Assert.Equal("suricata", reader.Format.Name);
        Assert.Equal("pipeline_error", batch[0].TextOf(Ecs.EventKind));
        Assert.Equal("expected a JSON object beginning with '{' at byte 0", batch[0].TextOf(Ecs.ErrorMessage));
        Assert.Equal("no JSON", Encoding.UTF8.GetString(batch[0].Original));
    }

    [Fact]
    public void Names_of_formats_are_unique_and_found()
    {
        Assert.Equal(FormatList.All.Count, FormatList.All.Select(format => format.Name).Distinct().Count());
        Assert.All(FormatList.All, format => Assert.Same(format, FormatList.Find(format.Name)));
        Assert.Null(FormatList.Find("unheard-of"));
    }
}
