using System.Net;
using Kotwal.City.Audit;
using Kotwal.Console.Tests.Host;

namespace Kotwal.Console.Tests.Doors;

public sealed class PasswordTests
{
    private const string Another = "another phrase, longer";
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changing_the_password_ends_the_other_sessions_and_not_this_one()
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        using var here = new Browserless(host);
        using var there = new Browserless(host);
        await here.SignInAsync();
        await there.SignInAsync();

        var answer = await here.SubmitAsync("/account/password", ("old", Some.Password), ("password", Another), ("again", Another));

        Assert.Equal("/account?done=password", answer.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/slow")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await there.GetAsync("/slow")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await there.SignInAsync()).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await there.SignInAsync(Another)).StatusCode);
        Assert.Contains(await host.Get<IAuditTrail>().ReadAsync(null, 10, Cancel), e => e is { Action: "password.change", Detail: "from 127.0.0.1" });
    }

    [Theory]
    [InlineData("wrong", Another, Another, "The present password is wrong")]
    [InlineData(Some.Password, Another, "different", "The two passwords differ")]
    [InlineData(Some.Password, "short", "short", "at least 12 characters")]
    public async Task A_wrong_old_or_a_weak_new_password_changes_nothing(string old, string replacement, string again, string told)
    {
        await using var host = await (await ConsoleHost.StartAsync()).WithPersonAsync();
        using var browser = new Browserless(host);
        await browser.SignInAsync();

        var answer = await browser.SubmitAsync("/account/password", ("old", old), ("password", replacement), ("again", again));

        Assert.Contains(told, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var other = new Browserless(host);
        Assert.Equal(HttpStatusCode.Redirect, (await other.SignInAsync()).StatusCode);
    }

    [Fact]
    public async Task A_stolen_session_cannot_guess_the_password()
    {
        await using var host = await (await ConsoleHost.StartAsync(o => o.SignInAttemptsPerMinute = 3)).WithPersonAsync();
        using var browser = new Browserless(host);
        await browser.SignInAsync();
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++)
        {
            statuses.Add((await browser.SubmitAsync("/account/password", ("old", "guess " + i), ("password", Another), ("again", Another))).StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], statuses);
    }

    [Fact]
    public async Task Right_passwords_do_not_count_against_an_address()
    {
        await using var host = await (await ConsoleHost.StartAsync(o => o.SignInAttemptsPerMinute = 2)).WithPersonAsync();

        for (var i = 0; i < 4; i++)
        {
            using var browser = new Browserless(host);
            Assert.Equal(HttpStatusCode.Redirect, (await browser.SignInAsync()).StatusCode);
        }
    }
}
