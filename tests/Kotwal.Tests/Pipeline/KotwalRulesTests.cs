using Kotwal.City.Audit;
using Kotwal.Detection;
using Kotwal.Events;
using Kotwal.Events.Alerts;
using Kotwal.Events.Formats;
using Kotwal.Inputs;
using Kotwal.Pipeline;

namespace Kotwal.Tests.Pipeline;

/// <summary>The rules on the audit trail see what they are for in the very records that the trail becomes.</summary>
public sealed class KotwalRulesTests
{
    private static readonly AuditDeed Refused = new("asha", "session.start", "asha", AuditResult.Refused, "Refused");

    private static readonly AuditDeed Entered = new("asha", "session.start", "asha", AuditResult.Done, "Entered");

    public static TheoryData<string, AuditDeed[]> Attacks => new()
    {
        { "Many sign-ins to Kotwal refused for one name", [.. Enumerable.Repeat(Refused, 6)] },
        { "Sign-in to Kotwal after many refusals", [.. Enumerable.Repeat(Refused, 5), Entered] },
        { "Administrator's role given in Kotwal", [new("ravi", "account.create", "asha", AuditResult.Done, "analyst admin")] },
        { "Administrator's role given in Kotwal", [new("ravi", "grant.put", "asha", AuditResult.Done, "nothing → admin")] },
        { "Administrator's role given in Kotwal", [new("ravi", "grant.put", "asha", AuditResult.Done, "admin → admin; admin for ward:7 → admin for the whole city")] },
        { "Administrator's role given in Kotwal", [new("single sign-on", "grant.change", "asha", AuditResult.Done, "analyst → admin analyst")] },
        { "One-time link made for an administrator of Kotwal", [new("ravi", "account.link", "asha", AuditResult.Done, "admin analyst; no link → a one-time link")] },
        { "Recovery of access to Kotwal used", [new("command line", "access.recover", "asha", AuditResult.Done)] },
        { "Audit trail of Kotwal exported", [new("asha", "audit.export", "audit trail", AuditResult.Done, "csv")] },
        { "Stored events of Kotwal are not what was sealed", [new("kotwal", "lake.verify", "lake", AuditResult.Failed, "12 seals, 40 segments; 1 faults")] },
        { "API token with the administrator's role made", [new("asha", "token.create", "backup", AuditResult.Done, "admin")] },
    };

    public static TheoryData<AuditDeed[]> OrdinaryDays => new()
    {
        new[] { Refused, Refused, Entered },
        new AuditDeed[] { new("ravi", "grant.put", "asha", AuditResult.Done, "admin → auditor") },
        new AuditDeed[] { new("ravi", "grant.put", "asha", AuditResult.Refused, "nothing → admin") },
        new AuditDeed[] { new("ravi", "account.create", "badminton", AuditResult.Done, "analyst") },
        new AuditDeed[] { new("single sign-on", "account.create", "asha", AuditResult.Done, "analyst; https://id.example/admin 17") },
        new AuditDeed[] { new("single sign-on", "grant.change", "asha", AuditResult.Done, "admin → analyst") },
        new AuditDeed[] { new("ravi", "grant.put", "asha", AuditResult.Done, "nothing → analyst; nothing → analyst for department:admin") },
        new AuditDeed[] { new("ravi", "account.link", "asha", AuditResult.Done, "analyst; no link → a one-time link") },
        new AuditDeed[] { new("ravi", "token.create", "admin", AuditResult.Done, "ingest") },
        new AuditDeed[] { new("kotwal", "lake.verify", "lake", AuditResult.Done, "12 seals, 40 segments"), new("kotwal", "lake.seal", "12", AuditResult.Done, "00") },
        new AuditDeed[] { new("ravi", "audit.export", "audit trail", AuditResult.Refused) },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public void A_deed_that_a_rule_is_for_raises_its_alert(string title, AuditDeed[] deeds)
    {
        var alert = Assert.Single(Detect(deeds));

        Assert.Equal(title, alert.RuleTitle);
    }

    [Theory]
    [MemberData(nameof(OrdinaryDays))]
    public void An_ordinary_day_raises_none(AuditDeed[] deeds) => Assert.Empty(Detect(deeds));

    private static List<Alert> Detect(AuditDeed[] deeds)
    {
        var rules = RuleFolder.Load([Path.Combine(ContentFolder.Rules, "kotwal")]);
        var engine = new DetectionEngine(rules.Index, rules.Correlations);
        var origin = new RecordOrigin { Source = AuditRecord.Source, Transport = "own" };
        var batch = new EventBatch(Guid.Empty);
        var reader = new DetectingReader();
        var alerts = new List<Alert>();
        for (var number = 1; number <= deeds.Length; number++)
        {
            batch.Clear();
            var entry = MemoryTrail.Entry(number, deeds[number - 1], "10.1.2.3");
            reader.Read(new Events.Record(AuditRecord.Of(entry), origin, EventTime.From(entry.At), number, IsTruncated: false), batch);
            engine.Detect(batch[0], alerts);
        }

        // What is only there to be counted is no alert for a person.
        return alerts.FindAll(alert => alert.Severity > AlertSeverity.Informational);
    }
}
