using System.Text.Json;
using Kotwal.Events.Formats.Windows;
using Kotwal.Events.Schema;
using Kotwal.Testing;

namespace Kotwal.Events.Tests.Formats.Windows;

public sealed class WindowsFormatTests : FormatContract
{
    private static readonly HashSet<string> Envelope =
    [
        "TimeCreated", "Provider_Name", "EventID", "Channel", "Computer", "Task", "Keywords", "EventRecordID", "ProviderGuid",
        "Version", "Level", "Opcode",
    ];

    private protected override IEventFormat Format { get; } = new WindowsFormat();

    private protected override string Samples => "Windows/windows.jsonl";

    [Theory]
    [InlineData("flat")]
    [InlineData("nested")]
    public async Task All_recorded_events_are_read_with_every_name_of_their_own(string form)
    {
        var file = Repository.Shared($"events/windows-{form}.jsonl.gz");
        var reader = Format.CreateReader();
        var batch = Some.Batch();

        var count = 0;
        await foreach (var record in TestFiles.RecordsOf(file))
        {
            batch.Clear();
            reader.Read(in record, batch);
            Assert.NotEqual("pipeline_error", batch[0].TextOf(Ecs.EventKind));
            if (count++ % 7 == 0)
            {
                SchemaRules.Check(batch[0]);
                HoldsAllEventData(batch[0], record.Payload);
            }
        }

        Assert.Equal(95_012, count);
    }

    [Fact]
    public async Task Exported_event_logs_are_read_as_documents()
    {
        var files = Directory.GetFiles(Repository.Shared("events/evtx"), "*.json", SearchOption.AllDirectories);
        var reader = Format.CreateReader();
        var batch = Some.Batch();

        foreach (var file in files)
        {
            var count = 0;
            await foreach (var record in TestFiles.RecordsOf(file))
            {
                batch.Clear();
                reader.Read(in record, batch);
                SchemaRules.Check(batch[0]);
                Assert.Equal("event", batch[0].TextOf(Ecs.EventKind));
                Assert.NotNull(batch[0].HappenedAt);
                Assert.NotNull(batch[0].TextOf(Ecs.WinlogChannel));
                count++;
            }

            Assert.True(count > 0, file);
        }
    }

    [Fact]
    public async Task Flat_and_nested_forms_say_the_same()
    {
        await using var flat = TestFiles.RecordsOf(Repository.Shared("events/windows-flat.jsonl.gz")).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await using var nested = TestFiles.RecordsOf(Repository.Shared("events/windows-nested.jsonl.gz")).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var batch = Some.Batch();
        var reader = Format.CreateReader();

        for (var count = 0; count < 5000 && await flat.MoveNextAsync() && await nested.MoveNextAsync(); count++)
        {
            batch.Clear();
            reader.Read(flat.Current, batch);
            reader.Read(nested.Current, batch);
            foreach (var field in new[] { Ecs.WinlogEventId, Ecs.WinlogChannel, Ecs.HostName, Ecs.ProcessExecutable, Ecs.UserName, Ecs.EventAction })
            {
                Assert.Equal(batch[0].TextOf(field), batch[1].TextOf(field));
            }

            Assert.Equal(batch[0].HappenedAt, batch[1].HappenedAt);
        }
    }

    [Fact]
    public void Text_beside_attributes_is_the_value()
    {
        var source = Some.Event(Format, """{"Event":{"System":{"EventID":{"#attributes":{"Qualifiers":16384},"#text":7036},"Channel":"System"},"EventData":{"Data":{"#text":["a","b"]}}}}""");

        Assert.Equal("7036", source.TextOf(Ecs.WinlogEventId));
        Assert.Equal("16384", source.TextOf(Field.Of("winlog.qualifiers")));
        Assert.Equal("a", source.TextOf(Field.Of("winlog.event_data.Data")));
        Assert.Equal("service-state-changed", source.TextOf(Ecs.EventAction));
    }

    [Fact]
    public void A_time_without_a_zone_is_in_the_zone_of_its_origin()
    {
        var source = Some.Event(
            Format, """{"EventID":1,"Channel":"Application","TimeCreated":"2020-06-09 22:50:54"}""", Some.Origin(timeZone: "Asia/Kolkata"));

        Assert.Equal("2020-06-09T17:20:54Z", source.HappenedAt.ToString());
    }

    [Fact]
    public void An_event_that_was_cut_keeps_what_was_read()
    {
        var source = Some.Event(Format, """{"EventID":4625,"Channel":"Security","TargetUserName":"asha","IpAdd""");

        Assert.Equal("pipeline_error", source.TextOf(Ecs.EventKind));
        Assert.Equal("asha", source.TextOf(Field.Of("winlog.event_data.TargetUserName")));
        Assert.Contains("at byte 6", source.TextOf(Ecs.ErrorMessage), StringComparison.Ordinal);
    }

    private static void HoldsAllEventData(SecurityEvent source, ReadOnlyMemory<byte> json)
    {
        var names = new Dictionary<string, string>();
        for (var place = 0; place < source.ValueCount; place++)
        {
            names.TryAdd(source.ValueAt(place).Field.Name, source.ValueAt(place).ToString());
        }

        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var data = root.TryGetProperty("Event", out var nested) ? nested.GetProperty("EventData") : root;
        foreach (var property in data.EnumerateObject())
        {
            if (property.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number) || Envelope.Contains(property.Name))
            {
                continue;
            }

            Assert.Equal(property.Value.ToString(), names.GetValueOrDefault("winlog.event_data." + property.Name));
        }
    }
}
