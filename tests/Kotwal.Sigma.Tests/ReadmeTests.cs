using System.Text;
using Kotwal.Sigma.Correlation;
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
        using var pipelines = new TemporaryRules(YamlOfReadme("transformations:"));
        var Console = new StringWriter();

        var names = new SigmaFieldNames();
        var set = SigmaRuleSet.Load([folder.Path]).WithFilters();
        var engine = SigmaEngine.Compile(set.Rules, new() { Fields = names.Resolve }, out var rejected);
        foreach (var error in set.Rejected.Concat(rejected))
        {
            Console.WriteLine(error);
        }

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

    [Fact]
    public void The_correlation_and_the_filter_of_the_README_work()
    {
        const string Login = """
            title: A login failed
            name: failed_login
            logsource: {product: windows, category: process_creation}
            detection: {selection: {Result: failed}, condition: selection}
            ---
            """;
        using var folder = new TemporaryRules($"{Login}\n{YamlOfReadme("correlation:")}---\n{YamlOfReadme("filter:")}");
        var Console = new StringWriter();
        var names = new SigmaFieldNames();
        var set = SigmaRuleSet.Load([folder.Path]).WithFilters();
        var engine = SigmaEngine.Compile(set.Rules, new() { Fields = names.Resolve }, out var rejected);
        var scanner = new SigmaJsonScanner(engine, names, map: null);
        var matches = new List<int>();
        var lines = new[] { "eve", "eve", "adm_x", "bob", "adm_x", "adm_x", "eve", "eve" }
            .Select(user => Encoding.UTF8.GetBytes($$"""{"Result":"failed","User":"{{user}}"}""")).ToList();
        DateTimeOffset TimeOf(byte[] line) => DateTimeOffset.UnixEpoch.AddMinutes(lines.IndexOf(line));

        var correlations = new CorrelationEngine(engine.Rules.Select(matcher => matcher.Rule), set.Correlations);
        var feed = new CorrelationFeed(correlations, names);
        foreach (var line in lines)
        {
            matches.Clear();
            scanner.TryMatch(line, matches);
            foreach (var match in matches)
            {
                var rule = engine.Rules[match].Rule;
                foreach (var found in feed.Add(rule, scanner.Frame, TimeOf(line), Guid.CreateVersion7()))
                {
                    Console.WriteLine($"{found.Correlation.Metadata.Title}: {string.Join(", ", found.GroupValues)}");
                }
            }
        }

        Assert.Empty(rejected);
        Assert.Empty(set.Rejected.Concat(set.Remarks).Concat(correlations.Rejected));
        Assert.Equal("A user guesses passwords: eve\n", Console.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>The README's YAML in which a section stands.</summary>
    private static string YamlOfReadme(string section)
    {
        var readme = File.ReadAllText(Path.Combine(Root(), "src", "Kotwal.Sigma", "README.md"));
        return readme.Split("```yaml\n").Skip(1).Select(part => part[..part.IndexOf("```", StringComparison.Ordinal)])
            .First(part => part.Contains($"\n{section}", StringComparison.Ordinal));
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
