using Kotwal.City.Access;
using Kotwal.City.People;
using Microsoft.EntityFrameworkCore;

namespace Kotwal.City.Tests.Access;

public sealed class SetupLinkTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_link_makes_one_administrator_and_ends()
    {
        await using var city = await TestCity.CreateAsync();
        var link = city.Get<SetupLink>();
        var token = await link.OpenAsync(Cancel);

        var first = await link.UseAsync(token, "asha", Some.Password, Cancel);
        var second = await link.UseAsync(token, "mallory", Some.Password, Cancel);

        Assert.Empty(first!);
        Assert.Null(second);
        Assert.False(link.Accepts(token));
        await using var context = await city.ContextAsync();
        Assert.Equal([Roles.Admin], await context.Set<RoleGrant>().Select(g => g.Role).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Two_who_use_it_at_once_make_one_administrator()
    {
        await using var city = await TestCity.CreateAsync();
        var link = city.Get<SetupLink>();
        var token = await link.OpenAsync(Cancel);

        var results = await Task.WhenAll(
            link.UseAsync(token, "asha", Some.Password, Cancel), link.UseAsync(token, "mallory", Some.Password, Cancel));

        Assert.Single(results, r => r is { Count: 0 });
        Assert.Single(results, r => r is null);
    }

    [Fact]
    public async Task No_link_is_made_when_someone_can_sign_in()
    {
        await using var city = await TestCity.CreateAsync();
        var link = city.Get<SetupLink>();
        await link.UseAsync(await link.OpenAsync(Cancel), "asha", Some.Password, Cancel);

        Assert.Null(await link.OpenAsync(Cancel));
    }

    [Fact]
    public async Task The_link_ends_with_the_program()
    {
        await using var city = await TestCity.CreateAsync();
        var token = await city.Get<SetupLink>().OpenAsync(Cancel);
        await using var restarted = await TestCity.OpenAsync(city.Folder);

        Assert.False(restarted.Get<SetupLink>().Accepts(token));
        Assert.NotEqual(token, await restarted.Get<SetupLink>().OpenAsync(Cancel));
    }

    [Theory]
    [InlineData("short", "PasswordTooShort")]
    [InlineData("kotwal kotwal kotwal", "PasswordHasProductName")]
    [InlineData("i am asha rao and good", "PasswordHasUserName")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa", "PasswordTooUniform")]
    public async Task A_weak_password_is_refused_and_leaves_the_link_open(string password, string code)
    {
        await using var city = await TestCity.CreateAsync();
        var link = city.Get<SetupLink>();
        var token = await link.OpenAsync(Cancel);

        var errors = await link.UseAsync(token, "asha", password, Cancel);

        Assert.Contains(code, errors!.Select(e => e.Code));
        Assert.True(link.Accepts(token));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task A_wrong_token_makes_nobody(string? token)
    {
        await using var city = await TestCity.CreateAsync();
        await city.Get<SetupLink>().OpenAsync(Cancel);

        Assert.Null(await city.Get<SetupLink>().UseAsync(token, "mallory", Some.Password, Cancel));

        await using var context = await city.ContextAsync();
        Assert.False(await context.Set<Account>().AnyAsync(Cancel));
    }
}
