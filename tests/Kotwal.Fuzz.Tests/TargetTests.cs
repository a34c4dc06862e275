namespace Kotwal.Fuzz.Tests;

public sealed class TargetTests
{
    private const int Inputs = 2000;

    public static TheoryData<string> Names => [.. TargetList.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Samples_and_what_is_made_of_them_break_no_promise(string name)
    {
        var target = TargetList.All.Single(target => target.Name == name);
        var samples = target.Samples.Read(name, more: null);
        Assert.True(samples.Count >= 3, $"{name} has {samples.Count} samples.");

        var finding = await new FuzzLoop(target, samples, seed: 2).RunAsync(number => number < Inputs);

        Assert.True(finding is null, finding is null ? "" : $"Input {finding.Number}, {Convert.ToBase64String(finding.Input)}: {finding.Reason}");
    }
}
