using System.Data.Common;
using System.Text;
using Kotwal.City.Access;
using Kotwal.City.Audit;
using Kotwal.City.People;
using Kotwal.City.Tests.Audit;
using Kotwal.City.Tests.State;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.City.Tests.Access;

public sealed class TokenStoreTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_is_found_by_another_process_on_the_same_folder()
    {
        await using var command = await TestCity.CreateAsync();
        var text = await CreateAsync(command);
        await using var server = await TestCity.OpenAsync(command.Folder);

        var found = await server.Get<TokenStore>().FindAsync(text, Cancel);

        Assert.Equal(("door", Roles.Ingest), (found?.Name, found?.Role));
    }

    [Fact]
    public async Task The_token_itself_is_nowhere_in_the_folder()
    {
        await using var city = await TestCity.CreateAsync();
        var text = await CreateAsync(city);

        var holders = Directory.EnumerateFiles(city.Folder, "*", SearchOption.AllDirectories).Where(f => Holds(f, text[7..]));

        Assert.Empty(holders);
    }

    [Fact]
    public async Task A_mistyped_a_foreign_and_an_unknown_token_are_refused()
    {
        await using var city = await TestCity.CreateAsync();
        var text = await CreateAsync(city);
        string[] wrong = ["", "kotwal_", text[..^1], text + "A", Swapped(text), TokenText.Create(), text.ToUpperInvariant(), new string('a', 1 << 20)];

        foreach (var attempt in wrong)
        {
            Assert.Null(await city.Get<TokenStore>().FindAsync(attempt, Cancel));
        }
    }

    [Fact]
    public void The_check_tells_any_single_mistyped_sign()
    {
        var text = TokenText.Create();

        var believed = Enumerable.Range(0, text.Length).Where(i => TokenText.IsWellFormed(text.Remove(i, 1).Insert(i, text[i] == 'a' ? "b" : "a")));

        Assert.True(TokenText.IsWellFormed(text));
        Assert.Empty(believed);
    }

    [Fact]
    public async Task A_token_is_good_also_when_its_use_cannot_be_noted()
    {
        await using var city = await TestCity.CreateAsync();
        var text = await CreateAsync(city);
        await using (var context = await city.ContextAsync())
        {
            await context.Database.ExecuteSqlRawAsync(
                TestState.IsOnPostgres
                    ? "ALTER TABLE city_api_tokens ADD CONSTRAINT disk_is_full CHECK (\"LastUsedAt\" IS NULL)"
                    : "CREATE TRIGGER full BEFORE UPDATE ON city_api_tokens BEGIN SELECT RAISE(ABORT, 'disk is full'); END;",
                Cancel);
        }

        var found = await city.Get<TokenStore>().FindAsync(text, Cancel);

        Assert.Equal("door", found?.Name);
    }

    [Fact]
    public async Task A_token_ends_at_its_time()
    {
        await using var city = await TestCity.CreateAsync();
        var text = await city.Get<TokenStore>().CreateAsync("door", Roles.Ingest, [], Some.Noon.AddHours(1), "someone", Cancel);
        city.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.NotNull(await city.Get<TokenStore>().FindAsync(text, Cancel));

        city.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(await city.Get<TokenStore>().FindAsync(text, Cancel));
    }

    [Fact]
    public async Task A_token_that_was_taken_back_is_refused_at_once()
    {
        await using var city = await TestCity.CreateAsync();
        var text = await CreateAsync(city);
        var token = Assert.Single(await city.Get<TokenStore>().ListAsync(Cancel));

        Assert.True(await city.Get<TokenStore>().RevokeAsync(token.Id, "someone", Cancel));

        Assert.Null(await city.Get<TokenStore>().FindAsync(text, Cancel));
        Assert.False(await city.Get<TokenStore>().RevokeAsync(new ApiTokenId(Guid.Empty), "someone", Cancel));
    }

    [Fact]
    public async Task Its_last_use_is_noted_to_the_minute()
    {
        await using var city = await TestCity.CreateAsync();
        var text = await CreateAsync(city);
        await city.Get<TokenStore>().FindAsync(text, Cancel);
        city.Clock.Advance(TimeSpan.FromSeconds(30));
        await city.Get<TokenStore>().FindAsync(text, Cancel);

        var token = Assert.Single(await city.Get<TokenStore>().ListAsync(Cancel));

        Assert.Equal(Some.Noon, token.LastUsedAt);
    }

    [Theory]
    [InlineData("", Roles.Ingest, "1 to 64")]
    [InlineData("door", "root", "admin, analyst, responder, engineer, auditor, ingest")]
    public async Task A_name_or_role_that_is_none_is_told(string name, string role, string told)
    {
        await using var city = await TestCity.CreateAsync();

        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => city.Get<TokenStore>().CreateAsync(name, role, [], null, "someone", Cancel));

        Assert.Contains(told, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Making_one_is_in_the_audit_trail_without_the_secret()
    {
        await using var city = await TestCity.CreateAsync();
        await CreateAsync(city);

        var entry = Assert.Single(await city.Get<IAuditTrail>().ReadAsync(null, 10, Cancel));

        var id = (await city.Get<TokenStore>().ListAsync(Cancel))[0].Id.Value;
        Assert.Equal(
            ("operator", "token.create", "door", $"ingest without an end; id {id}; the whole city"), (entry.Actor, entry.Action, entry.Subject, entry.Detail));
    }

    [Fact]
    public async Task What_the_trail_cannot_take_is_not_done()
    {
        await using var city = await TestCity.CreateAsync();
        var text = await CreateAsync(city);
        var token = (await city.Get<TokenStore>().FindAsync(text, Cancel))!;
        await Tamper.RunAsync(city, "DROP TABLE audit_entries");

        await Assert.ThrowsAnyAsync<DbException>(() => CreateAsync(city));
        await Assert.ThrowsAnyAsync<DbException>(() => city.Get<TokenStore>().RevokeAsync(token.Id, "operator", Cancel));

        Assert.Single(await city.Get<TokenStore>().ListAsync(Cancel));
        Assert.NotNull(await city.Get<TokenStore>().FindAsync(text, Cancel));
    }

    [Fact]
    public async Task A_token_that_could_not_be_kept_is_in_the_trail_as_failed()
    {
        await using var city = await TestCity.CreateAsync();
        await using (var context = await city.ContextAsync())
        {
            await context.Database.ExecuteSqlAsync($"DROP TABLE city_api_tokens", Cancel);
        }

        await Assert.ThrowsAsync<DbUpdateException>(() => CreateAsync(city));

        var trail = await city.Get<IAuditTrail>().ReadAsync(null, 10, Cancel);
        Assert.Equal([AuditResult.Failed, AuditResult.Done], trail.Select(entry => entry.Result));
        Assert.StartsWith("DbUpdateException; ingest", trail[0].Detail, StringComparison.Ordinal);
    }

    private static Task<string> CreateAsync(TestCity city) =>
        city.Get<TokenStore>().CreateAsync("door", Roles.Ingest, [], null, "operator", Cancel);

    private static string Swapped(string text) => text[..10] + text[11] + text[10] + text[12..];

    private static bool Holds(string file, string secret)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0;
    }
}
