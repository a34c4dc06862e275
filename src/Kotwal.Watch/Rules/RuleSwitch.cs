using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kotwal.Watch.Rules;

/// <summary>That a person switched a rule on or off. A rule without one is as its pack has it: on.</summary>
public sealed class RuleSwitch
{
    /// <summary>Longest rule id, in characters.</summary>
    public const int MaxIdLength = 300;

    internal RuleSwitch(string ruleId)
    {
        RuleId = ruleId;
    }

    public string RuleId { get; private set; }

    public bool IsEnabled { get; private set; } = true;

    public string ChangedBy { get; private set; } = "";

    public DateTimeOffset ChangedAt { get; private set; }

    internal void Set(bool isEnabled, string person, DateTimeOffset now)
    {
        IsEnabled = isEnabled;
        ChangedBy = person;
        ChangedAt = now;
    }
}

internal sealed class RuleSwitchConfiguration : IEntityTypeConfiguration<RuleSwitch>
{
    public void Configure(EntityTypeBuilder<RuleSwitch> builder)
    {
        builder.ToTable("watch_rule_switches");
        builder.HasKey(rule => rule.RuleId);
        builder.Property(rule => rule.RuleId).HasMaxLength(RuleSwitch.MaxIdLength).ValueGeneratedNever();
        builder.Property(rule => rule.ChangedBy).HasMaxLength(200);
    }
}
