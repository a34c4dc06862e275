namespace Kotwal.Fuzz.Mutation;

/// <summary>
/// Random numbers that are the same on every machine for the same seed (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
/// Generators, 2014).
/// </summary>
internal struct SplitMix64(ulong seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong state = seed;

    /// <summary>The numbers of one input: they depend on the seed and its place alone, not on the inputs before.</summary>
    public static SplitMix64 Of(ulong seed, long input)
    {
        var numbers = new SplitMix64(seed ^ (unchecked((ulong)input) * Step));
        return new SplitMix64(numbers.Next());
    }

    public ulong Next()
    {
        state += Step;
        var mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>A number from zero up to but without the limit; zero for a limit of zero.</summary>
    public int Below(int limit) => (int)Math.BigMul(Next(), (ulong)limit, out _);
}
