using System.CommandLine;
using Kotwal.Events;
using Kotwal.Events.Formats;
using Kotwal.Events.Json;
using Kotwal.Inputs;
using Kotwal.Scanning;

namespace Kotwal.Commands;

/// <summary><c>kotwal parse</c>: what Kotwal reads from files, one JSON object per event.</summary>
internal static class ParseCommand
{
    public static Command Create()
    {
        var format = InputOptions.Format();
        var zone = InputOptions.TimeZone();
        var inputs = InputOptions.Inputs();
        var command = new Command("parse", "Prints one JSON object per event; a line that cannot be read says why in error.message.")
        {
            format, zone, inputs,
        };
        command.SetAction((parsed, cancel) => RunAsync(
            InputOptions.CheckFormat(parsed.GetValue(format)),
            InputOptions.CheckTimeZone(parsed.GetValue(zone)),
            InputFile.Find(parsed.GetRequiredValue(inputs)),
            cancel));
        return command;
    }

    private static async Task<int> RunAsync(
        string? format, string? zone, IReadOnlyList<InputFile> inputs, CancellationToken cancel)
    {
        var input = new InputReader(format, zone, TimeProvider.System);
        var reader = new DetectingReader();
        var json = new EventJson(EventJsonOptions.Plain);
        await using var answer = new BufferedStream(System.Console.OpenStandardOutput(), 1 << 16);
        await foreach (var chunk in input.ReadAsync(inputs, cancel))
        {
            Write(chunk, reader, json, answer);
        }

        await answer.FlushAsync(cancel);
        foreach (var failure in input.Failures)
        {
            await System.Console.Error.WriteLineAsync("kotwal: " + failure);
        }

        return input.Failures.Count > 0 && input.ReadInputs == 0 ? ExitCode.BadInput : ExitCode.Done;
    }

    private static void Write(RecordChunk chunk, DetectingReader reader, EventJson json, BufferedStream answer)
    {
        var events = new EventBatch(chunk.Input);
        foreach (var record in chunk.Records())
        {
            events.Clear();
            reader.Read(in record, events);
            for (var index = 0; index < events.Count; index++)
            {
                answer.Write(json.ToUtf8(events[index]));
                answer.WriteByte((byte)'\n');
            }
        }
    }
}
