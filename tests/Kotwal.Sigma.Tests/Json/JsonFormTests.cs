using System.Text;
using Kotwal.Sigma.Engine;
using Kotwal.Sigma.Frames;
using Kotwal.Sigma.Json;
using Kotwal.Sigma.Matching;

namespace Kotwal.Sigma.Tests.Json;

/// <summary>Which names the fields of a document have, by its form, and which of them are there.</summary>
public sealed class JsonFormTests
{
    [Theory]
    [InlineData("System.os: x", """{"System":{"os":"x"}}""", true)]
    [InlineData("os: x", """{"System":{"os":"x"}}""", false)]
    [InlineData("Event.type: x", """{"Event":{"type":"x","System":"y"}}""", true)]
    [InlineData("EventData.Image: x", """{"EventData":{"Image":"x"}}""", true)]
    [InlineData("UserData.name: x", """{"UserData":{"name":"x"},"EventData":{"b":1}}""", true)]
    [InlineData("name: root", """{"UserData":{"name":"root"}}""", false)]
    [InlineData("System.xmlns: x", """{"System":{"xmlns":"x"}}""", true)]
    [InlineData("Image: x", """{"System":{"EventID":1},"EventData":{"Image":"x"}}""", true)]
    [InlineData("EventID: 1", """{"System":{"EventID":1},"EventData":null}""", true)]
    [InlineData("Path: x", """{"UserData":{"Rule":{"Path":"x"}},"System":{"EventID":1}}""", true)]
    [InlineData("EventID: 1", """{"Event":{"#attributes":{"xmlns":"y"},"System":{"EventID":1}},"UserData":{"name":"root"}}""", true)]
    [InlineData("UserData.name: root", """{"Event":{"System":{"EventID":1}},"UserData":{"name":"root"}}""", true)]
    [InlineData("Event.Sub.System.a: 1", """{"Event":{"Sub":{"System":{"a":1}}}}""", true)]
    [InlineData("Event.System.a: 1", """{"Event":[{"System":{"a":1}}]}""", true)]
    public void An_export_of_EVTX_is_told_from_what_only_has_its_words(string item, string json, bool isMatch) => Agree(item, json, isMatch);

    [Theory]
    [InlineData("F|exists: true", """{"F":{"a":1}}""", true)]
    [InlineData("F|exists: true", """{"F":{}}""", true)]
    [InlineData("F|exists: true", """{"F":[]}""", true)]
    [InlineData("F|exists: true", """{"F":[{"a":1}]}""", true)]
    [InlineData("F|exists: true", """{"F":[[]]}""", true)]
    [InlineData("F|exists: false", """{"F":{}}""", false)]
    [InlineData("F|exists: false", """{"G":{"F":1}}""", true)]
    [InlineData("F: null", """{"F":{"ok":true}}""", false)]
    [InlineData("F: null", """{"F":{}}""", false)]
    [InlineData("F: null", """{"F":[{}]}""", false)]
    [InlineData("F: null", """{"F":[[],"x"]}""", false)]
    [InlineData("F: null", """{"F":[]}""", true)]
    [InlineData("F: null", """{"F":[null]}""", true)]
    [InlineData("F: null", """{"F":null}""", true)]
    [InlineData("F: null", """{"G":1}""", true)]
    [InlineData("F|neq: null", """{"F":{"ok":true}}""", true)]
    [InlineData("F: x", """{"F":[{"a":1},"x"]}""", true)]
    [InlineData("F: ''", """{"F":{}}""", false)]
    [InlineData("F: '*'", """{"F":{"a":1}}""", false)]
    [InlineData("F|re: '.*'", """{"F":{}}""", false)]
    [InlineData("F|all: [x, y]", """{"F":[{},"x",{},"y"]}""", true)]
    [InlineData("F|fieldref: G", """{"F":{},"G":{}}""", false)]
    [InlineData("First/Second: x", """{"First":{"a":1},"Second":"x"}""", true)]
    [InlineData("First/Second: null", """{"First":{"a":1}}""", false)]
    public void An_object_is_there_and_is_no_value(string item, string json, bool isMatch) => Agree(item, json, isMatch);

    [Fact]
    public void The_form_of_a_document_does_not_depend_on_those_before_it()
    {
        var names = new SigmaFieldNames();
        var (system, plain) = (names.Take("os"), names.Take("System.os"));
        var reader = new SigmaJsonReader(names);
        var frame = new SigmaEventFrame();
        foreach (var isExport in new[] { true, false, false, true, true, false })
        {
            var json = isExport ? """{"System":{"os":"x"},"EventData":{}}""" : """{"System":{"os":"x"}}""";

            Assert.True(reader.TryRead(Encoding.UTF8.GetBytes(json), frame));

            Assert.Equal(isExport, frame.First(system) >= 0);
            Assert.Equal(!isExport, frame.First(plain) >= 0);
        }
    }

    /// <summary>Both engines say the same of the document, whichever was read before it.</summary>
    private static void Agree(string item, string json, bool isMatch)
    {
        var names = new SigmaFieldNames();
        var rule = Some.Rule($"selection:\n  {item}\ncondition: selection");
        Assert.True(SigmaMatcher.TryCompile(rule, new() { Fields = (name, _) => [.. name.Split('/').Select(names.Take)] }, out var matcher, out _));
        var scanner = new SigmaJsonScanner(new SigmaEngine([matcher]), names, map: null);
        foreach (var before in new[] { "{}", """{"Event":{"System":{}}}""", """{"System":{},"Event":{}}""", """{"System":{},"EventData":{}}""" })
        {
            var matches = new List<int>();
            Assert.True(scanner.TryMatch(Encoding.UTF8.GetBytes(before), []));
            Assert.True(scanner.TryMatch(Encoding.UTF8.GetBytes(json), matches));

            Assert.Equal(isMatch, matches.Count == 1);
            var frame = scanner.Frame;
            Assert.Equal(isMatch, matcher.Matches(in frame));
        }
    }
}
