using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.People;
using Microsoft.AspNetCore.Authorization;

namespace Kotwal.City.Tests.Access;

public sealed class PoliciesTests
{
    [Theory]
    [InlineData(Roles.Admin, "read read.all ingest alerts.write incidents.write holds.write rules.write sources.write city.write city.write.all audit.read administer")]
    [InlineData(Roles.Analyst, "read read.all alerts.write incidents.write rules.write sources.write")]
    [InlineData(Roles.Responder, "read read.all alerts.write incidents.write holds.write")]
    [InlineData(Roles.Engineer, "read read.all sources.write city.write city.write.all")]
    [InlineData(Roles.Auditor, "read read.all audit.read")]
    [InlineData(Roles.Ingest, "ingest")]
    [InlineData("nobody", "")]
    public async Task A_role_may_do_this_and_nothing_else(string role, string expected)
    {
        await using var city = await TestCity.CreateAsync();
        var person = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, role)], "test"));
        var allowed = new List<string>();

        foreach (var policy in Policies.AllowedRoles.Keys)
        {
            var verdict = await city.Get<IAuthorizationService>().AuthorizeAsync(person, policy);
            allowed.AddRange(verdict.Succeeded ? [policy] : []);
        }

        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), allowed.Order());
    }

    [Fact]
    public async Task Who_has_a_role_for_a_part_of_the_city_may_do_only_what_can_be_parted()
    {
        await using var city = await TestCity.CreateAsync();
        var person = new ClaimsPrincipal(new ClaimsIdentity(GrantClaims.Write(Roles.Admin, [new(ScopeKind.Zone, "scada")]), "test"));

        foreach (var policy in Policies.AllowedRoles.Keys)
        {
            var verdict = await city.Get<IAuthorizationService>().AuthorizeAsync(person, policy);
            Assert.Equal(Policies.Scoped.Contains(policy), verdict.Succeeded);
        }
    }

    [Fact]
    public void Grants_reach_together_what_each_of_them_reaches()
    {
        var person = new ClaimsPrincipal(new ClaimsIdentity(
            [
                .. GrantClaims.Write(Roles.Engineer, [new(ScopeKind.Zone, "scada")]),
                .. GrantClaims.Write(Roles.Responder, [new(ScopeKind.Ward, "7")]),
            ],
            "test"));

        Assert.Equal(["ward:7", "zone:scada"], Reach.For(person, Policies.Read).KeyTexts);
        Assert.Equal(["ward:7"], Reach.For(person, Policies.WriteAlerts).KeyTexts);
        Assert.False(Reach.For(person, Policies.Administer).Covers([new(ScopeKind.Zone, "scada")]));
    }

    [Fact]
    public void A_scope_that_cannot_be_read_reaches_nothing()
    {
        var person = new ClaimsPrincipal(new ClaimsIdentity(
            [new(ClaimTypes.Role, Roles.Admin), new(GrantClaims.ScopeType, "admin\nplanet:mars")], "test"));

        Assert.False(Reach.For(person, Policies.Read).IsWholeCity);
        Assert.Empty(Reach.For(person, Policies.Read).Keys);
    }
}
