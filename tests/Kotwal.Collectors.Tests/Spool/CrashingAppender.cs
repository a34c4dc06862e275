using System.Buffers.Binary;
using Kotwal.Events;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Collectors.Tests.Spool;

/// <summary>
/// The process that is killed: many tasks append numbered records as fast as they can, and each acknowledgement is told on
/// standard output, eight bytes each: the task and its number.
/// </summary>
internal static class CrashingAppender
{
    public const string Command = "append-until-killed";

    private const int Appenders = 40;

    public static async Task<int> RunAsync(string folder, string round)
    {
        await using var spool = await Collectors.Spool.Spool.OpenAsync(
            Some.Options(folder, segmentBytes: 1 << 20), TimeProvider.System, NullLogger<Collectors.Spool.Spool>.Instance, CancellationToken.None);
        await using var output = Console.OpenStandardOutput();
        await Task.WhenAll(Enumerable.Range(0, Appenders).Select(task => AppendAsync(spool, output, round, task)));
        return 0;
    }

    public static string TextOf(string round, int task, int number) => $"{round}/{task}/{number}/{new string('x', number % 700)}";

    private static async Task AppendAsync(Collectors.Spool.Spool spool, Stream output, string round, int task)
    {
        var origin = new RecordOrigin { Source = "crash", Transport = "test", Sender = task.ToString(provider: null) };
        var told = new byte[8];
        for (var number = 0; ; number++)
        {
            await spool.AppendAsync(origin, Some.Bytes(TextOf(round, task, number)), isTruncated: false, CancellationToken.None);
            BinaryPrimitives.WriteInt32LittleEndian(told, task);
            BinaryPrimitives.WriteInt32LittleEndian(told.AsSpan(4), number);
            lock (output)
            {
                output.Write(told);
            }
        }
    }
}
