using Kotwal.City.Audit;

namespace Kotwal.City.Tests;

/// <summary>Makes what does not matter to a test.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public const string Password = "a long enough phrase";

    public static AuditDeed Deed(string subject = "something", string actor = "someone") =>
        new(actor, "thing.change", subject, AuditResult.Done);
}
