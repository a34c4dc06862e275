namespace Kotwal.Demo.Wire;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood, 2014). Our own, because the runtime does not promise the same numbers for the same seed
/// from one version to the next.
/// </summary>
internal sealed class DemoRandom(ulong seed)
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private ulong state = seed;

    /// <summary>A source of its own for the actor with that number: what others draw does not change what it draws.</summary>
    public static DemoRandom For(int seed, int actor) => new(new DemoRandom(((ulong)(uint)seed << 32) | (uint)actor).Next());

    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>A whole number from <paramref name="low"/> to below <paramref name="high"/>.</summary>
    public int Between(int low, int high) => low + (int)(Next() % (ulong)(high - low));

    /// <summary>True with the given probability, 0 to 1.</summary>
    public bool Chance(double probability) => Fraction() < probability;

    public T Pick<T>(IReadOnlyList<T> items) => items[Between(0, items.Count)];

    /// <summary>A wait between half and one and a half times the mean, in whole microseconds.</summary>
    public TimeSpan Around(TimeSpan mean) => Microseconds(mean.TotalMicroseconds * (0.5 + Fraction()));

    /// <summary>A wait from nothing to the whole time, in whole microseconds: who begins does so in mid-stride.</summary>
    public TimeSpan UpTo(TimeSpan most) => Microseconds(most.TotalMicroseconds * Fraction());

    /// <summary>Letters and digits, as Zeek and others make their ids of.</summary>
    public string Token(int length) => string.Create(length, this, static (text, random) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = Base62[random.Between(0, Base62.Length)];
        }
    });

    private static TimeSpan Microseconds(double count) => new((long)Math.Round(count) * TimeSpan.TicksPerMicrosecond);

    private double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));
}
