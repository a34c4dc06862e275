using System.Text;
using Kotwal.Fuzz.Mutation;

namespace Kotwal.Fuzz.Tests;

public sealed class FuzzLoopTests
{
    private static readonly byte[][] Samples = [[], "{\"user\":\"asha\"}"u8.ToArray(), "{\"port\":22}"u8.ToArray()];

    [Fact]
    public void The_same_seed_makes_the_same_inputs_in_any_order()
    {
        var mutator = new Mutator(Samples, Words.Any);

        var forth = Enumerable.Range(0, 200).Select(number => mutator.Make(7, number)).ToList();
        var back = Enumerable.Range(0, 200).Reverse().Select(number => mutator.Make(7, number)).Reverse();

        Assert.Equal(forth, back);
        Assert.Equal(Samples, forth.Take(Samples.Length));
        Assert.NotEqual(forth, Enumerable.Range(0, 200).Select(number => mutator.Make(8, number)));
    }

    [Fact]
    public void No_input_is_longer_than_the_bound()
    {
        var mutator = new Mutator([new byte[Mutator.MaxBytes]], [new byte[1000]]);

        Assert.All(Enumerable.Range(1, 200), number => Assert.InRange(mutator.Make(1, number).Length, 0, Mutator.MaxBytes));
    }

    [Fact]
    public async Task A_planted_throw_is_found_and_its_number_makes_the_input_again()
    {
        var target = Target(input => Encoding.UTF8.GetString(input).Contains("port\":-1", StringComparison.Ordinal) ? throw new FormatException("planted") : null);

        var finding = await new FuzzLoop(target, Samples, seed: 1).RunAsync(number => number < 100_000);

        Assert.NotNull(finding);
        Assert.Contains("planted", finding.Reason, StringComparison.Ordinal);
        Assert.Equal(finding.Input, new Mutator(Samples, target.Words).Make(1, finding.Number));
    }

    [Fact]
    public async Task A_broken_promise_stops_the_loop_at_its_input()
    {
        var started = new List<byte[]>();
        var loop = new FuzzLoop(Target(input => input.Length > 20 ? "At most 20 bytes." : null), Samples, seed: 1);

        var finding = await loop.RunAsync(number => number < 10_000, started.Add);

        Assert.NotNull(finding);
        Assert.Equal("At most 20 bytes.", finding.Reason);
        Assert.Equal(finding.Number, loop.Done);
        Assert.Same(finding.Input, started[^1]);
    }

    private static FuzzTarget Target(Func<byte[], string?> broken) =>
        new("planted", new SampleFiles(null, "", IsByLine: false), Words.Any, input => new(broken(input)));
}
