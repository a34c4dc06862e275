using System.Text;
using Kotwal.Sigma.Engine;
using Kotwal.Sigma.Frames;
using Kotwal.Sigma.Json;
using Kotwal.Sigma.Matching;
using Kotwal.Sigma.Pipelines;
using Kotwal.Sigma.Routing;
using Kotwal.Sigma.Rules;
using Kotwal.Sigma.Sentences;
using Kotwal.Sigma.Syntax;
using Kotwal.Sigma.Writing;

namespace Kotwal.Sigma.Tests;

/// <summary>The examples of the package's README, line by line.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void What_the_README_shows_works()
    {
        using var folder = new TemporaryRules("""
            title: Somebody asks who he is
            logsource: {product: windows, category: process_creation}
            detection:
              selection: {Image|endswith: '\cmd.exe'}
              filter: {CommandLine|contains: [/c dir, /c ver]}
              condition: selection and not filter
            """);
        using var pipelines = new TemporaryRules(YamlOfReadme());
        var Console = new StringWriter();

        var names = new SigmaFieldNames();
        var set = SigmaRuleSet.Load([folder.Path]).WithFilters();
        var rules = new List<SigmaMatcher>();
        foreach (var rule in set.Rules)
        {
            if (SigmaMatcher.TryCompile(rule, new() { Fields = names.Resolve }, out var matcher, out var error))
            {
                rules.Add(matcher);
            }
            else
            {
                Console.WriteLine(error);
            }
        }

        var engine = new SigmaEngine(rules);
        var scanner = new SigmaJsonScanner(engine, names, map: null);
        var matches = new List<int>();
        scanner.TryMatch("""{"Image":"C:\\Windows\\System32\\cmd.exe","CommandLine":"cmd /c whoami"}"""u8, matches);
        foreach (var match in matches)
        {
            Console.WriteLine(engine.Rules[match].Rule.Metadata.Title);
        }

        var map = new SigmaLogSourceMap(
        [
            new(new("windows"), []),
            new(new("windows", "process_creation"), [new("Channel", ["Microsoft-Windows-Sysmon/Operational"]), new("EventID", ["1"])]),
        ]);
        var routed = new SigmaJsonScanner(engine, names, SigmaLogSourceMap.Windows);
        routed.TryMatch("""{"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":1,"Image":"C:\\cmd.exe"}"""u8, matches);
        var pipeline = SigmaPipeline.Load([pipelines.Path]);
        foreach (var reason in pipeline.Rejected.Concat(pipeline.Remarks))
        {
            Console.WriteLine(reason);
        }

        var fitted = set.With(pipeline);
        var frame = new SigmaEventFrame();
        var own = engine.CreateScanner();
        frame.Clear();
        frame.Add(names.Take("Image"), "C:\\Windows\\System32\\cmd.exe"u8, SigmaValueKind.Text);
        own.Match(frame, engine.AllRules, matches);
        foreach (var field in engine.Rules[0].Explain(in frame).MatchedFields)
        {
            Console.WriteLine($"{field.Field} = {field.Value}");
        }

        Assert.Equal("Somebody asks who he is\nImage = C:\\Windows\\System32\\cmd.exe\n", Console.ToString().ReplaceLineEndings("\n"));
        Console.GetStringBuilder().Clear();
        Console.WriteLine(SigmaSentence.Of(engine.Rules[0].Rule));
        Assert.Equal("Image ends with \\cmd.exe, unless CommandLine contains \"/c dir\" or \"/c ver\"\n", Console.ToString().ReplaceLineEndings("\n"));
        Console.GetStringBuilder().Clear();
        var stricter = set.Rules[0] with { Metadata = set.Rules[0].Metadata with { Level = SigmaLevel.High } };
        Console.WriteLine(SigmaWriter.Write(stricter));
        Assert.Contains("\nlevel: high\n", Console.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(stricter.Detection.Searches.Length, ((SigmaRule)SigmaReader.Read(Console.ToString()).Documents[0]).Detection.Searches.Length);
        Assert.Equal([0, 0, 0], matches);
        var mapped = Assert.IsType<SigmaSearchItem>(Assert.Single(fitted.Rules).Detection.Searches[0].Body);
        Assert.Equal("process.executable", mapped.Field);
        routed = new SigmaJsonScanner(engine, names, map);
        matches.Clear();
        Assert.True(routed.TryMatch(Encoding.UTF8.GetBytes("""{"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":1,"Image":"C:\\cmd.exe"}"""), matches));
        Assert.True(routed.TryMatch(Encoding.UTF8.GetBytes("""{"Channel":"Microsoft-Windows-Sysmon/Operational","EventID":2,"Image":"C:\\cmd.exe"}"""), matches));
        Assert.Equal([0], matches);
    }

    /// <summary>What stands in the README stands here too, so that neither changes without the other.</summary>
    [Fact]
    public void Every_line_of_the_READMEs_examples_is_run()
    {
        var root = Root();
        var run = File.ReadAllLines(Path.Combine(root, "tests", "Kotwal.Sigma.Tests", "ReadmeTests.cs")).Select(line => line.Trim()).ToHashSet();
        var isCode = false;
        foreach (var line in File.ReadAllLines(Path.Combine(root, "src", "Kotwal.Sigma", "README.md")).Select(line => line.Trim()))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isCode = line == "```csharp";
            }
            else if (isCode && line.Length > 0)
            {
                Assert.Contains(line.Replace("[\"rules\"]", "[folder.Path]", StringComparison.Ordinal).Replace("[\"pipelines\"]", "[pipelines.Path]", StringComparison.Ordinal), run);
            }
        }
    }

    private static string YamlOfReadme()
    {
        var readme = File.ReadAllText(Path.Combine(Root(), "src", "Kotwal.Sigma", "README.md"));
        var start = readme.IndexOf("```yaml", StringComparison.Ordinal) + "```yaml".Length;
        return readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)];
    }

    private static string Root()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Kotwal.slnx")))
        {
            root = root.Parent;
        }

        Assert.SkipWhen(root is null, "The tests run outside of the repository.");
        return root!.FullName;
    }

    private sealed class TemporaryRules : IDisposable
    {
        public TemporaryRules(string rule) => File.WriteAllText(System.IO.Path.Combine(Path, "rule.yml"), rule);

        public string Path { get; } = Directory.CreateTempSubdirectory("kotwal-sigma-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
