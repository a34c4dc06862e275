using System.Globalization;
using Kotwal.Detection.Mappings;
using Kotwal.Detection.Sigma;
using Kotwal.Sigma.Rules;

namespace Kotwal.Detection.Tests.Sigma;

public sealed class RuleMatcherAllocationTests
{
    private const int UntilLearnt = 4_096;

    [Fact]
    public void Matching_allocates_nothing_once_the_rules_know_the_stream()
    {
        var mappings = new MappingSet(
        [
            MappingReader.Read("gate.yaml", "name: gate\napplies: {has: event.module}\nroute: [event.module]\nlog_source: {product: gate}\nfields: {Guest: user.name}"),
        ]);
        var rules = Enumerable.Range(0, 200).Select(number => new SigmaSource($"{number}.yml", string.Create(CultureInfo.InvariantCulture,
            $"title: Some rule\nlogsource: {{product: gate}}\ndetection:\n  s:\n    Guest|contains: guest{number}\n    process.executable|endswith: ['\\a{number}.exe', '\\b.exe']\n  f:\n    user.id|re: '^{number}.+x'\n  condition: s and not f\n")));
        var matcher = new RuleMatcher(new(SigmaRuleSet.Read(rules).Rules, mappings));
        var batch = Some.Event(("event.module", "gate"), ("user.name", "GUEST17 and others"), ("process.executable", "C:\\Programs\\B.exe"), ("user.id", "1x"));
        var matches = new List<LoadedRule>(UntilLearnt);
        for (var round = 0; round < UntilLearnt; round++)
        {
            matches.Clear();
            matcher.Match(batch[0], matches);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 1_000; round++)
        {
            matches.Clear();
            matcher.Match(batch[0], matches);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(["1.yml", "17.yml"], matches.Select(rule => rule.Id).Order(StringComparer.Ordinal));
    }
}
