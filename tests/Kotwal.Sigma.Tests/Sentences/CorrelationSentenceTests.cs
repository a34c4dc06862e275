using Kotwal.Sigma.Sentences;
using Kotwal.Sigma.Syntax;
using Kotwal.Sigma.Tests.Correlation;

namespace Kotwal.Sigma.Tests.Sentences;

public sealed class CorrelationSentenceTests
{
    private static readonly SigmaSentenceOptions Titles = new() { TitleOf = rule => rule == "failed" ? "Failed login" : null };

    [Theory]
    [InlineData("type: event_count\nrules: [failed]\ngroup-by: [User]\ntimespan: 10m\ncondition: {gte: 5}", "At least 5 events of \"Failed login\" with the same User within 10 minutes")]
    [InlineData("type: event_count\nrules: [a, b, failed]\ntimespan: 1h\ncondition: {gt: 100, lte: 200}", "More than 100 and at most 200 events of a, b or \"Failed login\" within 1 hour")]
    [InlineData("type: event_count\nrules: [a]\ntimespan: 90s\ncondition: {eq: 3}", "Exactly 3 events of a within 90 seconds")]
    [InlineData("type: value_count\nrules: [a]\ngroup-by: [Host, User]\ntimespan: 1d\ncondition: {gte: 5, field: Ip}", "At least 5 different values of Ip in events of a with the same Host and User within 1 day")]
    [InlineData("type: value_count\nrules: [a]\ntimespan: 2w\ncondition: {gte: 5, field: [Ip, Port]}", "At least 5 different combinations of Ip and Port in events of a within 14 days")]
    [InlineData("type: temporal\nrules: [a, b]\ngroup-by: [Host]\ntimespan: 5m", "Events of each of a and b with the same Host within 5 minutes")]
    [InlineData("type: temporal\nrules: [a, b, c]\ntimespan: 5m\ncondition: {gte: 2}", "Events of at least 2 of a, b and c within 5 minutes")]
    [InlineData("type: temporal_ordered\nrules: [a, b, c]\ngroup-by: [Host]\ntimespan: 5m", "Events of a, b and c, in this order, with the same Host within 5 minutes")]
    [InlineData("type: value_sum\nrules: [a]\ntimespan: 1h\ncondition: {gt: 1000.5, field: Bytes}", "A sum of Bytes that is more than 1000.5, over events of a within 1 hour")]
    [InlineData("type: value_avg\nrules: [a]\ntimespan: 1h\ncondition: {gte: 10, field: Bytes}", "An average of Bytes that is at least 10, over events of a within 1 hour")]
    [InlineData("type: value_median\nrules: [a]\ntimespan: 1h\ncondition: {gte: 10, field: Bytes}", "A median of Bytes that is at least 10, over events of a within 1 hour")]
    [InlineData("type: value_percentile\nrules: [a]\ntimespan: 1h\ncondition: {gte: 10, field: Bytes, percentile: 99.5}", "A percentile 99.5 of Bytes that is at least 10, over events of a within 1 hour")]
    [InlineData("type: temporal\nrules: [a, failed]\ngroup-by: [ip]\ntimespan: 5m\naliases: {ip: {a: source.ip, failed: destination.ip}}", "Events of each of a and \"Failed login\" with the same ip (source.ip in a; destination.ip in \"Failed login\") within 5 minutes")]
    [InlineData("type: event_count\nrules: [a]\ntimespan: 1m\ncondition: {gte: 2}\ngenerate: true", "At least 2 events of a within 1 minute; the rules alert by themselves too")]
    public void A_correlation_says_what_it_counts_of_which_rules_by_what_and_within_what_time(string section, string sentence)
    {
        var reading = SigmaReader.Read(CorrelationStory.Correlation(section));

        Assert.Empty(reading.Errors);
        Assert.Equal(sentence, SigmaSentence.Of(Assert.Single(reading.Documents), Titles));
    }

    [Theory]
    [InlineData("any", "not selection", "All rules of the log source match only where User does not start with adm_")]
    [InlineData("[failed, other]", "selection", "\"Failed login\" and other match only where User starts with adm_")]
    [InlineData("any", "not (selection or a or b or c or d)", "All rules of the log source match only where this is so:\nnone of these:\n- User starts with adm_\n- A is 1\n- B is 1\n- C is 1\n- D is 1")]
    public void A_filter_says_where_its_rules_still_match(string rules, string condition, string sentence)
    {
        var text = $"title: Filter\nlogsource: {{product: windows}}\nfilter:\n  rules: {rules}\n  selection: {{User|startswith: adm_}}\n  a: {{A: 1}}\n  b: {{B: 1}}\n  c: {{C: 1}}\n  d: {{D: 1}}\n  condition: {condition}\n";

        Assert.Equal(sentence, SigmaSentence.Of(Assert.Single(SigmaReader.Read(text).Documents), Titles));
    }
}
