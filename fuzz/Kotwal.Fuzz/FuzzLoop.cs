using Kotwal.Fuzz.Mutation;

namespace Kotwal.Fuzz;

/// <summary>An input that broke a promise.</summary>
/// <param name="Number">Its place in the run, from zero; with the seed it makes the input again.</param>
/// <param name="Input">The input.</param>
/// <param name="Reason">The promise, or the exception.</param>
internal sealed record Finding(long Number, byte[] Input, string Reason);

/// <summary>Gives a target one input after another until one breaks a promise. The same seed and samples always give the same inputs.</summary>
internal sealed class FuzzLoop(FuzzTarget target, IReadOnlyList<byte[]> samples, ulong seed)
{
    private readonly Mutator mutator = new(samples, target.Words);
    private long done;

    /// <summary>Inputs that kept all promises so far; may be read by other threads.</summary>
    public long Done => Volatile.Read(ref done);

    /// <summary>Runs while it may.</summary>
    /// <param name="goesOn">Asked before each input with its number.</param>
    /// <param name="starting">Told each input before the target gets it: an endless loop or a stack overflow leaves nothing else.</param>
    /// <returns>What was found, or null.</returns>
    public async ValueTask<Finding?> RunAsync(Func<long, bool> goesOn, Action<byte[]>? starting = null)
    {
        for (var number = Done; goesOn(number); number++)
        {
            var input = mutator.Make(seed, number);
            starting?.Invoke(input);
            if (await TryAsync(input) is { } reason)
            {
                return new Finding(number, input, reason);
            }

            Volatile.Write(ref done, number + 1);
        }

        return null;
    }

    private async ValueTask<string?> TryAsync(byte[] input)
    {
        try
        {
            return await target.BrokenAsync(input);
        }
        catch (Exception thrown)
        {
            // Whatever is thrown is what we are looking for.
            return thrown.ToString();
        }
    }
}
