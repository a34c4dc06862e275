using Kotwal.City.Audit;

namespace Kotwal.City.Tests.Audit;

public sealed class AuditSearchTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    public static TheoryData<AuditFilter, string[]> Questions => new()
    {
        { new() { Actor = "ASHA" }, ["3", "1"] },
        { new() { Actor = "ash" }, [] },
        { new() { Action = "token." }, ["2", "1"] },
        { new() { Action = "token.r" }, ["2"] },
        { new() { Subject = "3" }, ["3"] },
        { new() { Result = AuditResult.Refused }, ["3"] },
        { new() { From = Some.Noon.AddMinutes(1) }, ["3", "2"] },
        { new() { To = Some.Noon.AddMinutes(1) }, ["1"] },
        { new() { From = Some.Noon.AddMinutes(1), To = Some.Noon.AddMinutes(2) }, ["2"] },
        { new() { Text = "100%" }, ["2"] },
        { new() { Text = "%" }, ["2"] },
        { new() { Text = "_" }, [] },
        { new() { Text = @"back\slash" }, ["3"] },
        { new() { Text = "पानी" }, ["1"] },
        { new() { Text = "\0" }, [] },
        { new() { Text = "'; DROP TABLE audit_entries; --" }, [] },
        { new() { Actor = "asha", Action = "session" }, ["3"] },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task A_filter_lets_through_what_it_names_on_either_database(AuditFilter filter, string[] found)
    {
        await using var city = await TestCity.CreateAsync();
        var trail = city.Get<IAuditTrail>();
        await trail.WriteAsync(new("asha", "token.create", "1", AuditResult.Done, "for पानी"), Cancel);
        city.Clock.Advance(TimeSpan.FromMinutes(1));
        await trail.WriteAsync(new("ravi", "token.revoke", "2", AuditResult.Done, "100% sure"), Cancel);
        city.Clock.Advance(TimeSpan.FromMinutes(1));
        await trail.WriteAsync(new("Asha", "session.start", "3", AuditResult.Refused, @"Back\Slash"), Cancel);

        var newestFirst = await trail.SearchAsync(filter, null, 10, Cancel);
        var oldestFirst = await trail.ReadAfterAsync(filter, 0, 10, Cancel);

        Assert.Equal(found, newestFirst.Select(entry => entry.Subject));
        Assert.Equal(found.Reverse(), oldestFirst.Select(entry => entry.Subject));
    }
}
