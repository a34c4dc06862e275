using System.Collections.Immutable;
using Kotwal.Sigma.Matching;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Tests;

/// <summary>Rules and events of which only the part that a test is about is given.</summary>
internal static class Some
{
    /// <summary>A rule with these lines as its detection, each indented as it stands below <c>detection:</c>.</summary>
    public static string RuleText(string detection) =>
        $"title: Some rule\nlogsource:\n  product: test\ndetection:\n{string.Join('\n', detection.Split('\n').Select(line => "  " + line))}\n";

    public static SigmaRule Rule(string detection)
    {
        var reading = SigmaReader.Read(RuleText(detection));

        Assert.Empty(reading.Errors);
        return Assert.IsType<SigmaRule>(Assert.Single(reading.Documents));
    }

    /// <summary>A rule that asks one thing of an event, for example <c>Image|endswith: cmd.exe</c>.</summary>
    public static SigmaMatcher MatcherFor(string item, params (string Name, string[] Values)[] placeholders) =>
        Matcher($"selection:\n  {item.Replace("\n", "\n  ", StringComparison.Ordinal)}\ncondition: selection", placeholders);

    public static SigmaMatcher Matcher(string detection, params (string Name, string[] Values)[] placeholders)
    {
        Assert.True(SigmaMatcher.TryCompile(Rule(detection), Options(placeholders), out var matcher, out var error), error?.Reason);
        return matcher;
    }

    /// <summary>Why a rule is not accepted, be it when it is read or when it is compiled.</summary>
    public static SigmaError ErrorOf(string detection)
    {
        var reading = SigmaReader.Read(RuleText(detection), "some.yml");
        if (!reading.Errors.IsEmpty)
        {
            return Assert.Single(reading.Errors);
        }

        Assert.False(SigmaMatcher.TryCompile(Assert.IsType<SigmaRule>(reading.Documents[0]), Options([]), out _, out var error), "The rule was accepted.");
        return error;
    }

    public static string ReasonForItem(string item) =>
        ErrorOf($"selection:\n  {item.Replace("\n", "\n  ", StringComparison.Ordinal)}\ncondition: selection").Reason;

    public static TableEvent Event(params (string Field, object? Value)[] fields) => new(fields);

    private static SigmaCompileOptions Options((string Name, string[] Values)[] placeholders) => new()
    {
        Fields = (field, _) => field.StartsWith("Unmapped", StringComparison.Ordinal) ? [] : TableEvent.HandlesOf(field),
        Placeholders = placeholders.ToDictionary(entry => entry.Name, entry => entry.Values.ToImmutableArray()),
    };
}
