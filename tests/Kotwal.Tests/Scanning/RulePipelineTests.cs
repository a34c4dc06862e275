using Kotwal.Inputs;
using Kotwal.Testing;

namespace Kotwal.Tests.Scanning;

public sealed class RulePipelineTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Rules_are_sent_through_all_pipelines_in_the_order_of_their_priority()
    {
        var rule = Write("rule.yml", "title: Some\nlogsource: {product: test}\ndetection: {s: {A: x}, condition: s}\n");
        var late = Write("late.yml", "priority: 20\ntransformations: [{type: field_name_suffix, suffix: .late}]\nfinalizers: []\n");
        var early = Write("early.yml", "transformations: [{type: field_name_suffix, suffix: .early}]\n");

        var loaded = RuleFolder.Load([rule], pipelines: [late, early]);

        Assert.Equal(["A.early.late"], loaded.Index.Rules.Single().Unmapped);
        Assert.Equal($"{late}:3:1", loaded.Remarks.Single().ToString().Split(": ")[0]);
    }

    [Fact]
    public void A_pipeline_that_is_wrong_or_absent_stops_the_command()
    {
        var wrong = Write("wrong.yml", "transformations: [{type: nothing_of_the_kind}]\n");

        Assert.StartsWith($"{wrong}:1:26: 'nothing_of_the_kind' is no transformation", Assert.Throws<BadInputException>(() => RuleFolder.Load([], pipelines: [wrong])).Message, StringComparison.Ordinal);
        Assert.Equal("nowhere.yml: no such pipeline file or folder.", Assert.Throws<BadInputException>(() => RuleFolder.Load([], pipelines: ["nowhere.yml"])).Message);
    }

    public void Dispose() => folder.Dispose();

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }
}
