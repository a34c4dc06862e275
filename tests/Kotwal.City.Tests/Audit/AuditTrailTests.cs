using Kotwal.City.Audit;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.City.Tests.Audit;

public sealed class AuditTrailTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_untouched_trail_is_sound()
    {
        await using var city = await TestCity.CreateAsync();
        await WriteAsync(city, "one", "two", "three \ud800 cut");

        var verdict = await city.Get<IAuditTrail>().VerifyAsync(Cancel);

        Assert.Equal((3, null), (verdict.Entries, verdict.BrokenAt));
    }

    [Theory]
    [InlineData("UPDATE city_audit SET Actor = 'nobody' WHERE Sequence = 2", 2)]
    [InlineData("UPDATE city_audit SET At = At + 1 WHERE Sequence = 2", 2)]
    [InlineData("UPDATE city_audit SET Result = 'Refused' WHERE Sequence = 2", 2)]
    [InlineData("UPDATE city_audit SET Detail = '' WHERE Sequence = 2", 2)]
    [InlineData("UPDATE city_audit SET Subject = Subject || Action, Action = '' WHERE Sequence = 2", 2)]
    [InlineData("DELETE FROM city_audit WHERE Sequence = 1", 2)]
    [InlineData("DELETE FROM city_audit WHERE Sequence = 2", 3)]
    [InlineData("UPDATE city_audit SET Hash = (SELECT Hash FROM city_audit WHERE Sequence = 1) WHERE Sequence = 3", 3)]
    public async Task Tampering_is_found_where_it_was_done(string tampering, long brokenAt)
    {
        await using var city = await TestCity.CreateAsync();
        await WriteAsync(city, "one", "two", "three");
        await using var context = await city.ContextAsync();
        await context.Database.ExecuteSqlRawAsync(tampering, Cancel);

        var verdict = await city.Get<IAuditTrail>().VerifyAsync(Cancel);

        Assert.Equal(brokenAt, verdict.BrokenAt);
    }

    [Fact]
    public async Task Cutting_off_the_end_changes_the_head()
    {
        await using var city = await TestCity.CreateAsync();
        await WriteAsync(city, "one", "two");
        var noted = await city.Get<IAuditTrail>().VerifyAsync(Cancel);
        await using var context = await city.ContextAsync();
        await context.Database.ExecuteSqlAsync($"DELETE FROM city_audit WHERE Sequence = 2", Cancel);

        var verdict = await city.Get<IAuditTrail>().VerifyAsync(Cancel);

        Assert.NotEqual(noted.Head, verdict.Head);
    }

    [Fact]
    public async Task Writers_of_two_processes_make_one_chain()
    {
        await using var here = await TestCity.CreateAsync();
        await using var there = await TestCity.OpenAsync(here.Folder);

        await Task.WhenAll(Enumerable.Range(1, 30).Select(i => WriteAsync(i % 2 == 0 ? here : there, $"thing {i}")));

        var verdict = await here.Get<IAuditTrail>().VerifyAsync(Cancel);
        Assert.Equal((30, null), (verdict.Entries, verdict.BrokenAt));
    }

    [Fact]
    public async Task The_newest_deeds_are_read_first_and_page_by_page()
    {
        await using var city = await TestCity.CreateAsync();
        await WriteAsync(city, "one", "two", "three");

        var first = await city.Get<IAuditTrail>().ReadAsync(null, 2, Cancel);
        var second = await city.Get<IAuditTrail>().ReadAsync(first[^1].Sequence, 2, Cancel);

        Assert.Equal(["three", "two"], first.Select(e => e.Subject));
        Assert.Equal(["one"], second.Select(e => e.Subject));
    }

    [Fact]
    public async Task A_text_of_any_length_is_kept_cut()
    {
        await using var city = await TestCity.CreateAsync();
        await WriteAsync(city, new string('x', 100_000));

        var kept = Assert.Single(await city.Get<IAuditTrail>().ReadAsync(null, 1, Cancel));

        Assert.Equal(AuditEntry.MaxText, kept.Subject.Length);
    }

    private static async Task WriteAsync(TestCity city, params string[] subjects)
    {
        foreach (var subject in subjects)
        {
            await city.Get<IAuditTrail>().WriteAsync(Some.Deed(subject), Cancel);
        }
    }
}
