using System.Data.Common;
using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.City.Tests.State;

namespace Kotwal.City.Tests.Audit;

public sealed class AuditTrailTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_untouched_trail_is_sound()
    {
        await using var city = await TestCity.CreateAsync();
        await WriteAsync(city, "one", "two", "three \ud800 cut", "four\0nul");

        var verdict = await city.Get<IAuditTrail>().VerifyAsync(Cancel);

        Assert.Equal((4, null, AuditFault.None, 4), (verdict.Entries, verdict.BrokenAt, verdict.Fault, verdict.Noted));
    }

    [Theory]
    [InlineData("UPDATE audit_entries SET actor = 'nobody' WHERE sequence = 2", 2, AuditFault.Altered)]
    [InlineData("UPDATE audit_entries SET at = at + 1 WHERE sequence = 2", 2, AuditFault.Altered)]
    [InlineData("UPDATE audit_entries SET result = 'Refused' WHERE sequence = 2", 2, AuditFault.Altered)]
    [InlineData("UPDATE audit_entries SET detail = '' WHERE sequence = 2", 2, AuditFault.Altered)]
    [InlineData("UPDATE audit_entries SET address = '' WHERE sequence = 2", 2, AuditFault.Altered)]
    [InlineData("UPDATE audit_entries SET subject = subject || action, action = '' WHERE sequence = 2", 2, AuditFault.Altered)]
    [InlineData("UPDATE audit_entries SET hash = (SELECT hash FROM audit_entries WHERE sequence = 1) WHERE sequence = 3", 3, AuditFault.Altered)]
    [InlineData("DELETE FROM audit_entries WHERE sequence = 1", 2, AuditFault.Missing)]
    [InlineData("DELETE FROM audit_entries WHERE sequence = 2", 3, AuditFault.Missing)]
    [InlineData("DELETE FROM audit_entries WHERE sequence = 3", 3, AuditFault.CutShort)]
    [InlineData("DELETE FROM audit_entries", 1, AuditFault.CutShort)]
    [InlineData("UPDATE audit_entries SET result = 'x' WHERE sequence = 2", 2, AuditFault.Altered)]
    [InlineData("UPDATE audit_entries SET result = '0' WHERE sequence = 2", 2, AuditFault.Altered)]
    [InlineData("UPDATE audit_entries SET at = 9000000000000000000 WHERE sequence = 2", 2, AuditFault.Altered)]
    [InlineData("UPDATE audit_entries SET at = -9000000000000000000 WHERE sequence = 2", 2, AuditFault.Altered)]
    [InlineData("UPDATE audit_entries SET hash = '' WHERE sequence = 2", 2, AuditFault.Altered)]
    public async Task Tampering_is_found_where_it_was_done(string tampering, long brokenAt, AuditFault fault)
    {
        await using var city = await TestCity.CreateAsync();
        await WriteAsync(city, "one", "two", "three");
        await Tamper.ForceAsync(city, tampering);

        var verdict = await city.Get<IAuditTrail>().VerifyAsync(Cancel);

        Assert.Equal((brokenAt, fault), (verdict.BrokenAt, verdict.Fault));
    }

    [Theory]
    [InlineData("UPDATE audit_entries SET at = 'x' WHERE sequence = 2", 2, AuditFault.Altered)]
    [InlineData("UPDATE audit_entries SET actor = x'00ff' WHERE sequence = 2", 2, AuditFault.Altered)]
    [InlineData("UPDATE audit_entries SET detail = 5.5, hash = 'text' WHERE sequence = 2", 2, AuditFault.Altered)]
    [InlineData("UPDATE audit_entries SET actor = CAST(actor AS BLOB) WHERE sequence = 2", 2, AuditFault.Altered)]
    [InlineData("UPDATE audit_entries SET sequence = 'x' WHERE sequence = 2", 0, AuditFault.Stray)]
    [InlineData("UPDATE audit_entries SET sequence = 2.5 WHERE sequence = 2", 0, AuditFault.Stray)]
    public async Task What_only_SQLite_lets_into_a_column_is_found_and_stops_nobody(string tampering, long brokenAt, AuditFault fault)
    {
        Assert.SkipWhen(TestState.IsOnPostgres, "PostgreSQL keeps what a column says.");
        await using var city = await TestCity.CreateAsync();
        await WriteAsync(city, "one", "two", "three");
        await Tamper.ForceAsync(city, tampering);
        var trail = city.Get<IAuditTrail>();

        var verdict = await trail.VerifyAsync(Cancel);

        Assert.Equal((brokenAt, fault), (verdict.BrokenAt, verdict.Fault));
        await WriteAsync(city, "four");
        Assert.Equal("four", (await trail.ReadAsync(null, 10, Cancel))[0].Subject);
        Assert.Empty(await trail.ReadAfterAsync(new(), 4, 10, Cancel));
    }

    [Theory]
    [InlineData(1, 3, 10, AuditFault.Rewritten)]
    [InlineData(5, 3, 10, AuditFault.CutShort)]
    [InlineData(5, 8, 10, AuditFault.Rewritten)]
    public async Task What_was_cut_off_is_not_forgotten_however_much_is_written_after(int cut, int written, long noted, AuditFault fault)
    {
        await using var city = await TestCity.CreateAsync();
        await WriteAsync(city, [.. Enumerable.Range(1, 10).Select(number => $"{number}")]);
        await Tamper.ForceAsync(city, $"DELETE FROM audit_entries WHERE sequence > {10 - cut}");

        await WriteAsync(city, [.. Enumerable.Range(1, written).Select(number => $"harmless {number}")]);
        await using var another = await TestCity.OpenAsync(city.Folder, keep: true);
        await WriteAsync(another, "of another process");

        var verdict = await city.Get<IAuditTrail>().VerifyAsync(Cancel);
        Assert.Equal((10, noted, fault), (verdict.BrokenAt, verdict.Noted, verdict.Fault));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-7)]
    [InlineData(long.MinValue)]
    public async Task An_entry_put_before_the_first_of_an_older_ledger_is_found(long sequence)
    {
        await using var city = await TestCity.CreateAsync();
        await WriteAsync(city, "one", "two");
        await Tamper.WithoutChecksAsync(
            city, $"INSERT INTO audit_entries SELECT {sequence}, at, actor, action, subject, result, detail, address, hash FROM audit_entries WHERE sequence = 1");

        var verdict = await city.Get<IAuditTrail>().VerifyAsync(Cancel);

        Assert.Equal((sequence, AuditFault.Stray), (verdict.BrokenAt, verdict.Fault));
    }

    [Fact]
    public async Task A_sequence_from_before_the_chain_is_refused()
    {
        await using var city = await TestCity.CreateAsync();
        await WriteAsync(city, "one");

        await Assert.ThrowsAnyAsync<DbException>(() => Tamper.RunAsync(
            city, "INSERT INTO audit_entries SELECT 0, at, actor, action, subject, result, detail, address, hash FROM audit_entries"));
    }

    [Fact]
    public async Task An_end_that_was_cut_off_and_written_anew_is_found()
    {
        await using var city = await TestCity.CreateAsync();
        await WriteAsync(city, "one", "two");
        await Tamper.ForceAsync(city, "DELETE FROM audit_entries WHERE sequence = 2");
        await WriteAsync(city, "something harmless");

        var verdict = await city.Get<IAuditTrail>().VerifyAsync(Cancel);

        Assert.Equal((2, AuditFault.Rewritten), (verdict.BrokenAt, verdict.Fault));
    }

    [Fact]
    public async Task Cutting_off_the_end_together_with_the_note_leaves_a_trail_that_proves_nothing()
    {
        await using var city = await TestCity.CreateAsync();
        await WriteAsync(city, "one", "two");
        var before = await city.Get<IAuditTrail>().VerifyAsync(Cancel);
        await Tamper.ForceAsync(city, "DELETE FROM audit_entries WHERE sequence = 2");
        File.Delete(Path.Combine(city.Folder, "audit.head"));

        var verdict = await city.Get<IAuditTrail>().VerifyAsync(Cancel);

        Assert.Equal((null, null, AuditFault.NotProvable, false), (verdict.BrokenAt, verdict.Noted, verdict.Fault, verdict.IsSound));
        Assert.NotEqual(before.Head, verdict.Head);
    }

    [Theory]
    [InlineData("UPDATE audit_entries SET actor = 'nobody'")]
    [InlineData("DELETE FROM audit_entries")]
    [InlineData("DELETE FROM audit_entries WHERE sequence = 2")]
    public async Task The_database_refuses_to_change_an_entry_or_to_take_it_away(string statement)
    {
        await using var city = await TestCity.CreateAsync();
        await WriteAsync(city, "one", "two");

        var refusal = await Assert.ThrowsAnyAsync<DbException>(() => Tamper.RunAsync(city, statement));

        Assert.Contains("append-only", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await city.Get<IAuditTrail>().VerifyAsync(Cancel)).Entries);
    }

    [Fact]
    public async Task The_database_refuses_to_put_an_entry_in_the_place_of_another()
    {
        await using var city = await TestCity.CreateAsync();
        await WriteAsync(city, "one");
        const string Row = "INTO audit_entries SELECT sequence, at, 'nobody', action, subject, result, detail, address, hash FROM audit_entries";

        await Assert.ThrowsAnyAsync<DbException>(() => Tamper.RunAsync(city, "INSERT OR REPLACE " + Row));
        await Assert.ThrowsAnyAsync<DbException>(() => Tamper.RunAsync(
            city, "INSERT " + Row + " WHERE true ON CONFLICT (sequence) DO UPDATE SET actor = 'nobody'"));

        Assert.Equal("someone", Assert.Single(await city.Get<IAuditTrail>().ReadAsync(null, 10, Cancel)).Actor);
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

    [Fact]
    public async Task A_trail_of_another_version_stops_the_start()
    {
        await using var city = await TestCity.CreateAsync();
        await Tamper.RunAsync(city, "UPDATE ledger_version SET version = 9");

        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => city.Get<CityDatabase>().PrepareAsync(Cancel));

        Assert.Contains("'audit' has tables of version 9", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task WriteAsync(TestCity city, params string[] subjects)
    {
        foreach (var subject in subjects)
        {
            await city.Get<IAuditTrail>().WriteAsync(Some.Deed(subject), Cancel);
        }
    }
}
