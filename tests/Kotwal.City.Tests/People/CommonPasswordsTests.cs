using Kotwal.City.People;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Kotwal.City.Tests.People;

public sealed class CommonPasswordsTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("correcthorsebattery", "PasswordIsCommon")]
    [InlineData("CorrectHorseBattery", "PasswordIsCommon")]
    [InlineData("दिल्ली नगर निगम २०२६", "PasswordIsCommon")]
    [InlineData("correcthorsebatterys", null)]
    public async Task A_password_of_the_operators_list_is_refused_in_any_case(string password, string? code)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "123456789012\r\nCorrectHorseBattery\n\nदिल्ली नगर निगम २०२६\n", Cancel);
        await using var city = await TestCity.CreateAsync(services => services.Configure<CityOptions>(o => o.CommonPasswordsFile = file));
        await using var scope = city.Scope();

        var errors = await scope.ServiceProvider.GetRequiredService<Accounts>().CreateAsync("asha", password, [], "test", Cancel);

        Assert.Equal(code, errors.SingleOrDefault()?.Code);
        File.Delete(file);
    }

    [Fact]
    public async Task A_million_lines_take_eight_megabytes()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, CommonPasswords.MaxLines).Select(i => $"common password {i}"), Cancel);
        var list = new CommonPasswords(Options.Create(new CityOptions { CommonPasswordsFile = file }));

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var refused = await list.ValidateAsync(null!, null!, "Common Password 999999");
        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.False(refused.Succeeded);
        Assert.True((await list.ValidateAsync(null!, null!, "common password 1000000")).Succeeded);
        Assert.InRange(taken, 0, 20_000_000);
        GC.KeepAlive(list);
        File.Delete(file);
    }

    [Theory]
    [InlineData("/no/such/file", "cannot be read")]
    [InlineData("", "cannot be read")]
    public void A_list_that_cannot_be_read_stops_the_start(string file, string told)
    {
        var result = new PeopleOptionsCheck().Validate(null, new CityOptions { CommonPasswordsFile = file });

        Assert.Contains(told, result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_that_is_none_stops_the_start()
    {
        var options = new CityOptions();
        options.SecondFactorRoles.Add("root");

        Assert.Contains("admin, analyst", new PeopleOptionsCheck().Validate(null, options).FailureMessage, StringComparison.Ordinal);
    }
}
