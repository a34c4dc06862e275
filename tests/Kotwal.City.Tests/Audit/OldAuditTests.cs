using Kotwal.City.Audit;
using Kotwal.City.Data;
using Kotwal.City.Tests.State;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.City.Tests.Audit;

/// <summary>A folder of a program that kept the trail in the state; there was SQLite only.</summary>
public sealed class OldAuditTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Entries_of_the_old_table_are_copied_word_for_word_and_the_chain_goes_on()
    {
        await using var city = await OldCityAsync();
        await city.Get<IAuditTrail>().WriteAsync(Some.Deed("new"), Cancel);

        var verdict = await city.Get<IAuditTrail>().VerifyAsync(Cancel);
        var kept = await city.Get<IAuditTrail>().ReadAfterAsync(new(), 0, 10, Cancel);

        Assert.Equal((3, null), (verdict.Entries, verdict.BrokenAt));
        Assert.Equal(["old 1", "old 2", "new"], kept.Select(entry => entry.Subject));
    }

    [Fact]
    public async Task The_old_table_stays_and_is_copied_once()
    {
        await using var city = await OldCityAsync();

        await city.Get<CityDatabase>().PrepareAsync(Cancel);

        await using var context = await city.ContextAsync();
        Assert.Equal(2, await context.Set<OldAuditEntry>().CountAsync(Cancel));
        Assert.Equal(2, (await city.Get<IAuditTrail>().VerifyAsync(Cancel)).Entries);
    }

    private static async Task<TestCity> OldCityAsync()
    {
        if (TestState.IsOnPostgres)
        {
            Assert.Skip("The old table was never on PostgreSQL.");
        }

        var folder = Directory.CreateTempSubdirectory("kotwal-city-").FullName;
        await using (await TestCity.OpenAsync(folder, keep: true))
        {
        }

        File.Delete(Path.Combine(folder, "audit.db"));
        await using (var old = new SqliteConnection($"Data Source={Path.Combine(folder, "city.db")}"))
        {
            await old.OpenAsync(Cancel);
            await FillAsync(old);
        }

        return await TestCity.OpenAsync(folder);
    }

    private static async Task FillAsync(SqliteConnection old)
    {
        await using var make = old.CreateCommand();
        make.CommandText = "CREATE TABLE city_audit (Sequence INTEGER PRIMARY KEY, At INTEGER, Actor TEXT, Action TEXT, Subject TEXT, Result TEXT, Detail TEXT, Hash BLOB)";
        await make.ExecuteNonQueryAsync(Cancel);
        var previous = AuditEntry.Origin;
        foreach (var sequence in new[] { 1L, 2L })
        {
            var entry = AuditEntry.Follow(sequence, previous, Some.Noon, Some.Deed($"old {sequence}"), null);
            previous = entry.Hash;
            await using var insert = old.CreateCommand();
            insert.CommandText = "INSERT INTO city_audit VALUES (@sequence, @at, @actor, @action, @subject, @result, NULL, @hash)";
            insert.With("sequence", sequence).With("at", AuditTables.Microseconds(entry.At)).With("actor", entry.Actor).With("action", entry.Action)
                .With("subject", entry.Subject).With("result", entry.Result.ToString()).With("hash", entry.Hash);
            await insert.ExecuteNonQueryAsync(Cancel);
        }
    }
}
