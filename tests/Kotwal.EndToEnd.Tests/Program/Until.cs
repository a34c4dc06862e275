using System.Diagnostics;

namespace Kotwal.EndToEnd.Tests.Program;

/// <summary>Waits for a condition instead of sleeping.</summary>
internal static class Until
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    public static Task TrueAsync(Func<bool> condition, TimeSpan atMost, Func<string> said) =>
        TrueAsync(() => Task.FromResult(condition()), atMost, said);

    /// <summary>Asks again and again until the answer is yes; fails with what was said when the time is over.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan atMost, Func<string> said)
    {
        var startedAt = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(startedAt) < atMost, $"Not within {atMost}: {said()}");
            await Task.Delay(Step, TestContext.Current.CancellationToken);
        }
    }
}
