using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Kotwal.Testing;

/// <summary>Waits for a condition instead of sleeping, and no longer than it may take.</summary>
internal static class Until
{
    private static readonly TimeSpan FirstStep = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestStep = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan UsualPatience = TimeSpan.FromMinutes(1);

    public static Task TrueAsync(
        Func<bool> condition, TimeSpan? atMost = null, Func<string>? said = null,
        [CallerArgumentExpression(nameof(condition))] string asked = "") =>
        TrueAsync(() => Task.FromResult(condition()), atMost, said, asked);

    /// <summary>Asks again and again until the answer is yes; fails when the time is over.</summary>
    /// <param name="condition">What is to become true.</param>
    /// <param name="atMost">How long it may take; a minute when nothing is said.</param>
    /// <param name="said">Tells more when the time is over.</param>
    /// <param name="asked">The condition as it is written.</param>
    public static async Task TrueAsync(
        Func<Task<bool>> condition, TimeSpan? atMost = null, Func<string>? said = null,
        [CallerArgumentExpression(nameof(condition))] string asked = "")
    {
        var patience = atMost ?? UsualPatience;
        var startedAt = Stopwatch.GetTimestamp();
        for (var step = FirstStep; !await condition(); step = step < LongestStep ? step * 2 : LongestStep)
        {
            Assert.True(Stopwatch.GetElapsedTime(startedAt) < patience, $"Not within {patience}: {said?.Invoke() ?? asked}");
            await Task.Delay(step, TestContext.Current.CancellationToken);
        }
    }
}
