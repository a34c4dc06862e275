namespace Kotwal.Fuzz.Mutation;

/// <summary>Makes inputs of samples: bits flipped, parts cut, doubled, exchanged, words of the format put in. Thread-safe.</summary>
/// <param name="samples">What inputs are made of; at least one.</param>
/// <param name="words">Words that mean something to whoever reads the input.</param>
internal sealed class Mutator(IReadOnlyList<byte[]> samples, IReadOnlyList<byte[]> words)
{
    /// <summary>Longest input, in bytes.</summary>
    public const int MaxBytes = 16 * 1024;

    private const int MostSteps = 12;
    private const int MostCopies = 80;

    /// <summary>The input of that number: always the same for the same seed and samples. The first are the samples themselves.</summary>
    public byte[] Make(ulong seed, long number)
    {
        if (number < samples.Count)
        {
            return samples[(int)number];
        }

        var random = SplitMix64.Of(seed, number);
        var bytes = new List<byte>(Any(samples, ref random));

        // Few steps mostly: an input that is broken all over is refused at its first byte.
        for (var step = random.Below(1 + random.Below(MostSteps)); step >= 0; step--)
        {
            Change(bytes, ref random);
        }

        return [.. bytes.Take(MaxBytes)];
    }

    private void Change(List<byte> bytes, ref SplitMix64 random)
    {
        var at = random.Below(bytes.Count);
        var rest = bytes.Count - at;
        switch (random.Below(9))
        {
            case 0 when rest > 0:
                bytes[at] ^= (byte)(1 << random.Below(8));
                break;
            case 1 when rest > 0:
                bytes[at] = (byte)random.Below(256);
                break;
            case 2:
                bytes.RemoveRange(at, Math.Min(rest, 1 + random.Below(16)));
                break;
            case 3 when random.Below(4) == 0:
                bytes.RemoveRange(at, rest);
                break;
            case 4:
                Repeat(bytes, at, bytes.GetRange(at, Math.Min(rest, 1 + random.Below(64))), ref random);
                break;
            case 5:
                Repeat(bytes, at, Any(words, ref random), ref random);
                break;
            case 6:
                Splice(bytes, at, ref random);
                break;
            case 7:
                Exchange(bytes, at, ref random);
                break;
            default:
                bytes.InsertRange(at, Any(words, ref random));
                break;
        }
    }

    // Once mostly; many times now and then, for depth and length.
    private static void Repeat(List<byte> bytes, int at, IReadOnlyCollection<byte> part, ref SplitMix64 random)
    {
        for (var copies = random.Below(8) == 0 ? random.Below(MostCopies) : 1; copies > 0; copies--)
        {
            bytes.InsertRange(at, part);
        }
    }

    private void Splice(List<byte> bytes, int at, ref SplitMix64 random)
    {
        var other = Any(samples, ref random);
        bytes.RemoveRange(at, bytes.Count - at);
        bytes.AddRange(other.AsSpan(random.Below(other.Length)));
    }

    private void Exchange(List<byte> bytes, int at, ref SplitMix64 random)
    {
        var word = Any(words, ref random);
        bytes.RemoveRange(at, Math.Min(word.Length, bytes.Count - at));
        bytes.InsertRange(at, word);
    }

    private static byte[] Any(IReadOnlyList<byte[]> choices, ref SplitMix64 random) => choices[random.Below(choices.Count)];
}
