using System.Buffers.Binary;
using System.Diagnostics;
using Kotwal.Testing;

namespace Kotwal.Collectors.Tests.Spool;

public sealed class SpoolCrashTests
{
    private const int Rounds = 200;
    private const int MostAcknowledged = 600;

    /// <summary>One folder in every run; thousands of kills by <c>./test.sh --long</c>.</summary>
    private static readonly int Folders = Environment.GetEnvironmentVariable("KOTWAL_LONG_TESTS") is null or "" ? 1 : 20;

    [Fact]
    public async Task What_was_acknowledged_before_a_kill_is_back_exactly_once_and_in_order()
    {
        for (var seed = 0; seed < Folders; seed++)
        {
            await KillAndFindAsync(new Random(20260304 + seed));
        }
    }

    private static async Task KillAndFindAsync(Random random)
    {
        using var folder = new TemporaryFolder();
        var acknowledged = new Dictionary<string, int>();
        for (var round = 0; round < Rounds; round++)
        {
            var acks = await KilledAfterAsync(folder.Path, round.ToString(provider: null), random.Next(1, MostAcknowledged));
            foreach (var (task, number) in acks)
            {
                acknowledged[$"{round}/{task}"] = number;
            }
        }

        await using var spool = Some.Spool(folder.Path, segmentBytes: 1 << 20);
        var found = (await spool.TextsAsync()).Select(text => text.Split('/')).GroupBy(parts => $"{parts[0]}/{parts[1]}").ToList();

        Assert.True(acknowledged.Count >= Rounds);
        foreach (var (appender, last) in acknowledged)
        {
            var numbers = Assert.Single(found, group => group.Key == appender).Select(parts => int.Parse(parts[2], provider: null)).ToList();
            Assert.Equal(Enumerable.Range(0, numbers.Count), numbers);
            Assert.True(numbers.Count > last, $"{appender}: {last} was acknowledged, {numbers.Count} are there.");
        }
    }

    /// <summary>Starts an appender, kills it after it told so many acknowledgements, and gives all that it told.</summary>
    private static async Task<List<(int Task, int Number)>> KilledAfterAsync(string folder, string round, int count)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        start.ArgumentList.Add(CrashingAppender.Command);
        start.ArgumentList.Add(folder);
        start.ArgumentList.Add(round);
        using var process = Process.Start(start)!;
        var acks = new List<(int, int)>();
        var told = new byte[8];
        while (await process.StandardOutput.BaseStream.ReadAtLeastAsync(told, 8, throwOnEndOfStream: false, Some.Cancel) == 8)
        {
            acks.Add((BinaryPrimitives.ReadInt32LittleEndian(told), BinaryPrimitives.ReadInt32LittleEndian(told.AsSpan(4))));
            if (acks.Count == count)
            {
                process.Kill();
            }
        }

        await process.WaitForExitAsync(Some.Cancel);
        return acks;
    }
}
