using System.Text;
using Kotwal.City.Factors;
using Kotwal.City.People;
using Kotwal.City.Sessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kotwal.City.Tests.Factors;

public sealed class SecondFactorsTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly Visitor Visitor = new("192.0.2.7", "");

    [Fact]
    public async Task A_code_is_taken_once()
    {
        await using var city = await TestCity.CreateAsync();
        var (account, secret, _) = await SetUpAsync(city);
        city.Clock.Advance(TimeSpan.FromMinutes(1));
        var code = Code(city, secret);

        Assert.Equal(SignInMethod.PasswordAndCode, await city.Get<SecondFactors>().SpendAsync(account.Id, code, Cancel));
        Assert.Null(await city.Get<SecondFactors>().SpendAsync(account.Id, code, Cancel));
    }

    [Fact]
    public async Task The_code_that_set_it_up_is_not_taken_again()
    {
        await using var city = await TestCity.CreateAsync();
        var (account, secret, _) = await SetUpAsync(city);

        Assert.Null(await city.Get<SecondFactors>().SpendAsync(account.Id, Code(city, secret), Cancel));
    }

    [Fact]
    public async Task Of_many_who_come_with_one_code_at_once_one_gets_in()
    {
        await using var city = await TestCity.CreateAsync();
        var (account, secret, codes) = await SetUpAsync(city);
        city.Clock.Advance(TimeSpan.FromMinutes(1));

        var byApp = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => city.Get<SecondFactors>().SpendAsync(account.Id, Code(city, secret), Cancel)));
        var byPaper = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => city.Get<SecondFactors>().SpendAsync(account.Id, codes[3], Cancel)));

        Assert.Single(byApp, method => method is not null);
        Assert.Single(byPaper, method => method is not null);
    }

    [Fact]
    public async Task Ten_recovery_codes_open_once_each_however_they_are_typed()
    {
        await using var city = await TestCity.CreateAsync();
        var (account, _, codes) = await SetUpAsync(city);

        Assert.Equal(10, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Matches("^([2-9a-z]{4}-){3}[2-9a-z]{4}$", code));
        Assert.Equal(SignInMethod.PasswordAndRecoveryCode, await city.Get<SecondFactors>().SpendAsync(account.Id, codes[0].ToUpperInvariant().Replace('-', ' '), Cancel));
        Assert.Null(await city.Get<SecondFactors>().SpendAsync(account.Id, codes[0], Cancel));
        Assert.Equal(9, (await city.Get<SecondFactors>().StateAsync(account.Id, Cancel)).CodesLeft);
    }

    [Fact]
    public async Task Codes_of_one_person_open_nothing_for_another()
    {
        await using var city = await TestCity.CreateAsync();
        var (_, _, codes) = await SetUpAsync(city);
        var (other, _, _) = await SetUpAsync(city, "binod");

        Assert.Null(await city.Get<SecondFactors>().SpendAsync(other.Id, codes[0], Cancel));
    }

    [Fact]
    public async Task New_recovery_codes_end_the_old_ones()
    {
        await using var city = await TestCity.CreateAsync();
        var (account, _, old) = await SetUpAsync(city);

        var renewed = await city.Get<SecondFactors>().RenewCodesAsync(account, Visitor, Cancel);

        Assert.Null(await city.Get<SecondFactors>().SpendAsync(account.Id, old[0], Cancel));
        Assert.NotNull(await city.Get<SecondFactors>().SpendAsync(account.Id, renewed![0], Cancel));
    }

    [Fact]
    public async Task Neither_secret_nor_recovery_code_stands_in_the_folder()
    {
        await using var city = await TestCity.CreateAsync();
        var (_, secret, codes) = await SetUpAsync(city);
        byte[][] wanted = [secret, Encoding.ASCII.GetBytes(TimeCode.InBase32(secret)), Encoding.ASCII.GetBytes(codes[0]), Encoding.ASCII.GetBytes(codes[0].Replace("-", "", StringComparison.Ordinal))];

        var contents = Directory.EnumerateFiles(city.Folder, "*", SearchOption.AllDirectories).Select(ReadShared).ToList();

        Assert.All(wanted, bytes => Assert.DoesNotContain(contents, content => content.AsSpan().IndexOf(bytes) >= 0));
    }

    [Fact]
    public async Task A_ticket_is_good_for_its_own_account_alone_and_cannot_be_made_up()
    {
        await using var city = await TestCity.CreateAsync();
        var (account, _, _) = await SetUpAsync(city);
        var (other, _, _) = await SetUpAsync(city, "binod");
        var offer = city.Get<SecondFactors>().Offer(account);

        Assert.Equal(offer, city.Get<SecondFactors>().Reopen(account, offer.Ticket));
        Assert.Null(city.Get<SecondFactors>().Reopen(other, offer.Ticket));
        Assert.Null(city.Get<SecondFactors>().Reopen(account, "made up"));
        Assert.Null(city.Get<SecondFactors>().Reopen(account, ""));
    }

    [Fact]
    public async Task Who_has_no_app_has_no_code()
    {
        await using var city = await TestCity.CreateAsync();
        var (account, secret, codes) = await SetUpAsync(city);
        city.Clock.Advance(TimeSpan.FromMinutes(1));

        await city.Get<SecondFactors>().RemoveAsync(account, Visitor, Cancel);

        Assert.Null(await city.Get<SecondFactors>().SpendAsync(account.Id, Code(city, secret), Cancel));
        Assert.Null(await city.Get<SecondFactors>().SpendAsync(account.Id, codes[0], Cancel));
        Assert.Equal(new FactorState(null, 0), await city.Get<SecondFactors>().StateAsync(account.Id, Cancel));
    }

    private static async Task<(Account Account, byte[] Secret, IReadOnlyList<string> Codes)> SetUpAsync(TestCity city, string name = "asha")
    {
        await using var scope = city.Scope();
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<Accounts>().CreateAsync(name, Some.Password, [], "test", Cancel));
        await using var context = await city.ContextAsync();
        var account = await context.Set<Account>().SingleAsync(a => a.UserName == name, Cancel);
        var offer = city.Get<SecondFactors>().Offer(account);
        var secret = Decode(offer.Secret);
        var codes = await city.Get<SecondFactors>().ConfirmAsync(account, offer.Ticket, Code(city, secret), Visitor, Cancel);
        return (account, secret, codes!);
    }

    private static string Code(TestCity city, byte[] secret) => TimeCode.Compute(secret, TimeCode.StepAt(city.Clock.GetUtcNow()));

    private static byte[] Decode(string base32)
    {
        var bits = string.Concat(base32.Select(sign => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(sign, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
