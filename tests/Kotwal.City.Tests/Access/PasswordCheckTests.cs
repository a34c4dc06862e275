using System.Buffers.Binary;
using Kotwal.City.Access;
using Kotwal.City.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Kotwal.City.Tests.Access;

public sealed class PasswordCheckTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_password_hashed_at_a_lower_cost_is_hashed_again_at_sign_in()
    {
        await using var city = await TestCity.CreateAsync();
        await AccountAsync(city);
        var cheap = new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = 1000 }));
        await SetHashAsync(city, cheap.HashPassword(null!, Some.Password));
        Assert.Equal(1000, Cost(await HashAsync(city)));

        Assert.Equal(SignInOutcome.Refused, await JudgeAsync(city, "asha", "wrong"));
        Assert.Equal(1000, Cost(await HashAsync(city)));
        Assert.Equal(SignInOutcome.Entered, await JudgeAsync(city, "asha", Some.Password));

        Assert.Equal(600_000, Cost(await HashAsync(city)));
        Assert.Equal(SignInOutcome.Entered, await JudgeAsync(city, "asha", Some.Password));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task An_account_without_a_password_has_no_right_one(string? password)
    {
        await using var city = await TestCity.CreateAsync();
        await AccountAsync(city);
        await SetHashAsync(city, null);

        Assert.Equal(SignInOutcome.Refused, await JudgeAsync(city, "asha", password ?? Some.Password));
    }

    [Fact]
    public async Task A_closed_account_is_refused_with_the_right_password()
    {
        await using var city = await TestCity.CreateAsync();
        await AccountAsync(city);
        await using (var context = await city.ContextAsync())
        {
            (await context.Set<Account>().SingleAsync(Cancel)).Disable(Some.Noon);
            await context.SaveChangesAsync(Cancel);
        }

        Assert.Equal(SignInOutcome.Refused, await JudgeAsync(city, "asha", Some.Password));
    }

    [Fact]
    public async Task Every_answer_costs_a_hash_so_that_its_time_tells_nothing()
    {
        await using var city = await TestCity.CreateAsync(services => services.AddSingleton<IPasswordHasher<Account>, CountingHasher>());
        await AccountAsync(city);
        var hasher = (CountingHasher)city.Get<IPasswordHasher<Account>>();
        await JudgeAsync(city, "nobody", "x");

        foreach (var name in new[] { "nobody", "asha", "asha", "asha", "asha", "asha", "asha", "asha", "asha", "asha" })
        {
            var before = hasher.Verified;
            Assert.NotEqual(SignInOutcome.Entered, await JudgeAsync(city, name, "wrong"));
            Assert.Equal(before + 1, hasher.Verified);
        }

        Assert.Equal(SignInOutcome.LockedOut, await JudgeAsync(city, "asha", Some.Password));
    }

    [Fact]
    public async Task Many_wrong_passwords_at_once_close_the_account_like_as_many_in_a_row()
    {
        await using var city = await TestCity.CreateAsync(services => services.AddSingleton<IPasswordHasher<Account>, CountingHasher>());
        await AccountAsync(city);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => JudgeAsync(city, "asha", "wrong")));

        // One of the seven that finds the account closed by a later one when it answers says so.
        Assert.All(outcomes, outcome => Assert.True(outcome is SignInOutcome.Refused or SignInOutcome.LockedOut));
        Assert.InRange(outcomes.Count(outcome => outcome == SignInOutcome.Refused), 0, 7);
        Assert.Equal(8, await CountAsync(city));
        Assert.Equal(SignInOutcome.LockedOut, await JudgeAsync(city, "asha", Some.Password));
        city.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(SignInOutcome.Entered, await JudgeAsync(city, "asha", Some.Password));
    }

    [Fact]
    public async Task Right_passwords_between_wrong_ones_take_back_only_themselves()
    {
        await using var city = await TestCity.CreateAsync(services => services.AddSingleton<IPasswordHasher<Account>, CountingHasher>());
        await AccountAsync(city);

        for (var i = 0; i < 7; i++)
        {
            Assert.Equal(SignInOutcome.Refused, await JudgeAsync(city, "asha", "wrong"));
            Assert.Equal(SignInOutcome.Entered, await JudgeAsync(city, "asha", Some.Password));
        }

        Assert.Equal(SignInOutcome.LockedOut, await JudgeAsync(city, "asha", "wrong"));
        Assert.Equal(SignInOutcome.LockedOut, await JudgeAsync(city, "asha", Some.Password));
    }

    private static async Task<SignInOutcome> JudgeAsync(TestCity city, string name, string password)
    {
        await using var scope = city.Scope();
        return (await scope.ServiceProvider.GetRequiredService<PasswordCheck>().JudgeAsync(name, password, Cancel)).Outcome;
    }

    private static async Task AccountAsync(TestCity city)
    {
        await using var scope = city.Scope();
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<Accounts>().CreateAsync("asha", Some.Password, [], "test", Cancel));
    }

    private static async Task<string> HashAsync(TestCity city)
    {
        await using var context = await city.ContextAsync();
        return (await context.Set<Account>().Select(a => a.PasswordHash).SingleAsync(Cancel))!;
    }

    private static async Task<int> CountAsync(TestCity city)
    {
        await using var context = await city.ContextAsync();
        return await context.Set<Account>().Select(a => a.AccessFailedCount).SingleAsync(Cancel);
    }

    private static async Task SetHashAsync(TestCity city, string? hash)
    {
        await using var context = await city.ContextAsync();
        (await context.Set<Account>().SingleAsync(Cancel)).PasswordHash = hash;
        await context.SaveChangesAsync(Cancel);
    }

    // The format of Identity's hashes: one byte of version, four of the function, four of the rounds.
    private static int Cost(string hash) => BinaryPrimitives.ReadInt32BigEndian(Convert.FromBase64String(hash).AsSpan(5));

    private sealed class CountingHasher : IPasswordHasher<Account>
    {
        public int Verified { get; private set; }

        public string HashPassword(Account user, string password) => password;

        public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            Verified++;
            return hashedPassword == providedPassword ? PasswordVerificationResult.Success : PasswordVerificationResult.Failed;
        }
    }
}
