using Kotwal.City.Audit;
using Kotwal.Watch.Events;

namespace Kotwal.Watch.Tests.Events;

/// <summary>What an auditor can tell of a hunt from its entry.</summary>
public sealed class HuntReadingTests
{
    private static readonly TimeWindow Custom = new(TimeWindow.Custom, Some.Noon, Some.Noon.AddHours(2));

    [Fact]
    public void Blanks_hide_no_hunt()
    {
        var root = Of(new string(' ', 600) + "root\n\t| count");
        var admin = Of(new string(' ', 600) + "admin");

        Assert.Equal("root | count", root.Subject);
        Assert.NotEqual(root.Identity, admin.Identity);
        Assert.NotEqual(root.Detail, admin.Detail);
    }

    [Fact]
    public void A_hunt_of_any_length_has_its_hash_and_goes_on_in_the_detail()
    {
        var text = new string('a', 510) + "bcdef";

        Assert.Equal(
            $"3 rows, sha256 {Hash(text)}, goes on: def", HuntReading.Of(text, null, AuditResult.Done, "3 rows").Detail);
    }

    [Theory]
    [InlineData("1h", "the last 1h | root", "not answered, from 2026-03-01T11:00:00Z, sha256 ")]
    [InlineData("all", "all time | root", "not answered, sha256 ")]
    public void The_stretch_of_time_is_said(string key, string subject, string detail)
    {
        var window = TimeWindow.Read(key, null, null, Some.Noon);

        var reading = HuntReading.Of("root", window, AuditResult.Failed, "not answered");

        Assert.Equal(subject, reading.Subject);
        Assert.StartsWith(detail, reading.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stretch_of_ones_own_is_said_from_and_to()
    {
        var (first, second) = (HuntReading.Of("", Custom, AuditResult.Done, ""), HuntReading.Of("", Custom with { Until = null }, AuditResult.Done, ""));

        Assert.StartsWith("2026-03-01T12:00:00Z to 2026-03-01T14:00:00Z | ", first.Subject, StringComparison.Ordinal);
        Assert.NotEqual(first.Identity, second.Identity);
    }

    [Fact]
    public void A_page_that_looks_again_over_the_last_hour_reads_the_same()
    {
        var (early, late) = (TimeWindow.Read("1h", null, null, Some.Noon), TimeWindow.Read("1h", null, null, Some.Noon.AddMinutes(5)));

        Assert.Equal(HuntReading.Of("a", early, AuditResult.Done, "").Identity, HuntReading.Of("a", late, AuditResult.Done, "").Identity);
    }

    private static Reading Of(string text) => HuntReading.Of(text, null, AuditResult.Done, "0 rows");

    private static string Hash(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
