using System.Globalization;
using Kotwal.Hunt;
using Kotwal.Lake;

namespace Kotwal.Bench.Lake;

/// <summary>What do hunts cost in a lake? Each is asked some times; told are the least of the time that passed and of the time that processors worked.</summary>
internal static class LakeHunts
{
    public static async Task RunAsync(string folder, int rounds, IEnumerable<string> hunts)
    {
        await using var lake = LakeReader.Open(new LakeOptions { Folder = folder, ReaderThreads = 2, ReaderMemoryMegabytes = 1_024 }, TimeProvider.System);
        foreach (var hunt in hunts)
        {
            var query = HuntQuery.Parse(hunt).Query ?? throw new ArgumentException($"This is no hunt: {hunt}");
            var (passed, worked, rows) = (TimeSpan.MaxValue, TimeSpan.MaxValue, 0);
            for (var round = 0; round <= rounds; round++)
            {
                var before = Environment.CpuUsage.TotalTime;
                var answer = await lake.QueryAsync(query, QueryLimits.Page, CancellationToken.None);
                var spent = Environment.CpuUsage.TotalTime - before;
                (passed, worked, rows) = round == 0 ? (passed, worked, rows) : (Least(passed, answer.Took), Least(worked, spent), answer.Rows.Count);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{passed.TotalMilliseconds:F0} / {worked.TotalMilliseconds:F0} ms, {rows} rows: {hunt}"));
        }
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
