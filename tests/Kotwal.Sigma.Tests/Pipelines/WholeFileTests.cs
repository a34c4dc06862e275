using System.Globalization;
using System.Text;
using System.Text.Json;
using Kotwal.Sigma.Engine;
using Kotwal.Sigma.Frames;
using Kotwal.Sigma.Json;
using Kotwal.Sigma.Matching;
using Kotwal.Sigma.Pipelines;
using Kotwal.Sigma.Routing;
using Kotwal.Sigma.Rules;
using Kotwal.Sigma.Tests.Corpus;

namespace Kotwal.Sigma.Tests.Pipelines;

/// <summary>Pipelines as people write them, with rules and events of real life.</summary>
public sealed class WholeFileTests
{
    [Fact]
    public void Processes_meet_the_common_schema()
    {
        var rule = PipelineCase.Apply(Pipeline("ecs.yml"), Process("selection:\n  Image|endswith: '\\cmd.exe'\n  CommandLine|contains: ' /c '\n  Hashes|contains: MD5=0\ncondition: selection"));

        Assert.Equal(
            @"selection = (process.executable|endswith: \cmd.exe & (process.command_line|contains:  /c  | process.args_joined|contains:  /c ) & process.hash.MD5: 0*) => selection",
            PipelineCase.Show(rule));
        Assert.True(PipelineCase.Matches(rule, ("process.executable", @"C:\cmd.exe"), ("process.args_joined", "cmd /c dir"), ("process.hash.MD5", "01")));
    }

    [Fact]
    public void A_category_becomes_a_service_with_event_ids_and_then_gets_its_fields()
    {
        var rule = PipelineCase.Apply(Pipeline("winlogbeat.yml", "sysmon.yml"), Process("selection:\n  Image|endswith: '\\cmd.exe'\ncondition: selection"));

        Assert.Equal(new("windows", null, "sysmon"), rule.LogSource);
        Assert.Equal(@"selection = winlog.event_data.Image|endswith: \cmd.exe; _added = event.code: 1 => (_added and selection)", PipelineCase.Show(rule));
    }

    [Fact]
    public void All_files_are_read_without_a_remark()
    {
        var pipeline = Pipeline([.. Directory.GetFiles(Folder(), "*.yml").Order(StringComparer.Ordinal).Select(path => Path.GetFileName(path)!)]);

        Assert.Empty(pipeline.Remarks);
        Assert.Equal(["Categories in Sysmon's log", "Elastic Common Schema for processes", "Windows events of Winlogbeat", "The city's own"], pipeline.Names);
    }

    [Fact]
    public void With_categories_turned_into_services_real_rules_match_as_often_as_before()
    {
        var found = Count(Pipeline("sysmon.yml"), SigmaLogSourceMap.Windows, line => line, int.MaxValue);

        var expected = File.ReadLines(SharedData.Path("expected", "windows-matches.csv")).Skip(1).Select(line => line.Split(','))
            .ToDictionary(parts => parts[0], parts => int.Parse(parts[1], CultureInfo.InvariantCulture));
        var mine = Rules(Pipeline()).Rules.Select(rule => rule.Key).ToHashSet();
        Assert.Equal(expected.Where(entry => mine.Contains(entry.Key)).OrderBy(entry => entry.Key), found.OrderBy(entry => entry.Key));
    }

    [Fact]
    public void Events_of_Winlogbeat_are_matched_by_the_rules_that_match_their_originals()
    {
        const int Events = 10_000;
        var expected = Count(Pipeline(), SigmaLogSourceMap.Windows, line => line, Events);

        Assert.InRange(expected.Count, 5, int.MaxValue);
        Assert.Equal(expected.OrderBy(entry => entry.Key), Count(Pipeline("winlogbeat.yml"), SigmaLogSourceMap.Winlogbeat, AsWinlogbeat, Events).OrderBy(entry => entry.Key));
    }

    /// <summary>How often each rule about processes and the registry matches recorded events.</summary>
    private static Dictionary<string, int> Count(SigmaPipeline pipeline, SigmaLogSourceMap map, Func<byte[], byte[]> rewrite, int most)
    {
        var names = new SigmaFieldNames();
        var engine = Engine(names, pipeline);
        var scanner = new SigmaJsonScanner(engine, names, map);
        var matches = new List<string>();
        var found = new List<int>();
        using var lines = new StreamReader(SharedData.OpenGzip("events", "windows-flat.jsonl.gz"));
        for (var number = 0; number < most && lines.ReadLine() is { } line; number++)
        {
            found.Clear();
            Assert.True(scanner.TryMatch(rewrite(Encoding.UTF8.GetBytes(line)), found));
            matches.AddRange(found.Select(match => engine.Rules[match].Rule.Key));
        }

        return matches.CountBy(key => key).ToDictionary();
    }

    private static byte[] AsWinlogbeat(byte[] line)
    {
        using var original = JsonDocument.Parse(line);
        using var rewritten = new MemoryStream();
        using (var json = new Utf8JsonWriter(rewritten))
        {
            json.WriteStartObject();
            foreach (var field in original.RootElement.EnumerateObject())
            {
                json.WritePropertyName(field.Name switch
                {
                    "EventID" => "event.code",
                    "Channel" => "winlog.channel",
                    "Provider_Name" => "winlog.provider_name",
                    "Computer" => "winlog.computer_name",
                    var other => "winlog.event_data." + other,
                });
                field.Value.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return rewritten.ToArray();
    }

    private static SigmaRuleSet Rules(SigmaPipeline pipeline)
    {
        var set = SigmaRuleSet.Load([SharedData.Path("sigma", "rules", "windows", "registry"), SharedData.Path("sigma", "rules", "windows", "process_creation")]).With(pipeline);

        Assert.Empty(set.Rejected);
        return set;
    }

    private static SigmaEngine Engine(SigmaFieldNames names, SigmaPipeline pipeline) =>
        new([.. Rules(pipeline).Rules.Select(rule =>
        {
            Assert.True(SigmaMatcher.TryCompile(rule, new() { Fields = names.Resolve }, out var matcher, out var error), error?.Reason);
            return matcher;
        })]);

    private static Kotwal.Sigma.Syntax.SigmaRule Process(string detection) => Some.Rule(detection) with { LogSource = new("windows", "process_creation") };

    private static SigmaPipeline Pipeline(params string[] files)
    {
        var pipeline = SigmaPipeline.Load(files.Select(file => Path.Combine(Folder(), file)));

        Assert.Empty(pipeline.Rejected);
        return pipeline;
    }

    private static string Folder() => Path.Combine(AppContext.BaseDirectory, "Pipelines", "Files");
}
