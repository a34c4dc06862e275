using Kotwal.Events;
using Kotwal.Events.Formats;
using Kotwal.Hunt;
using Kotwal.Inputs;
using Kotwal.Lake;
using Kotwal.Scanning;

namespace Kotwal.Querying;

/// <summary>A hunt over files: their events go into a store that is thrown away afterwards, so that all answers come one way.</summary>
internal static class FileQuery
{
    /// <exception cref="BadInputException">No input could be read, or the hunt has no meaning over events.</exception>
    public static async Task<QueryResult> RunAsync(IReadOnlyList<InputFile> inputs, HuntQuery hunt, CancellationToken cancel)
    {
        await using var store = TemporaryEventStore.Create(TimeProvider.System);
        await FillAsync(store, inputs, cancel);
        try
        {
            return await store.QueryAsync(hunt, VisibleEvents.All, QueryLimits.CommandLine, cancel);
        }
        catch (QueryFailedException error)
        {
            throw new BadInputException(error.Message);
        }
    }

    private static async Task FillAsync(TemporaryEventStore store, IReadOnlyList<InputFile> inputs, CancellationToken cancel)
    {
        var spool = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var reader = new InputReader(format: null, timeZone: null, TimeProvider.System);
        var readers = new DetectingReader();
        var position = 0L;
        await foreach (var chunk in reader.ReadAsync(inputs, cancel))
        {
            var events = new EventBatch(chunk.Input);
            foreach (var record in chunk.Records())
            {
                readers.Read(in record, events);
            }

            await store.AppendAsync(events, new SpoolRange(spool, position, ++position), cancel);
        }

        foreach (var failure in reader.Failures)
        {
            await System.Console.Error.WriteLineAsync("kotwal: " + failure);
        }

        if (reader.Failures.Count > 0 && reader.ReadInputs == 0)
        {
            throw new BadInputException("No input could be read.");
        }
    }
}
