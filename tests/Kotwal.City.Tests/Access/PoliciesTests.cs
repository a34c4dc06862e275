using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.People;
using Microsoft.AspNetCore.Authorization;

namespace Kotwal.City.Tests.Access;

public sealed class PoliciesTests
{
    [Theory]
    [InlineData(Roles.Admin, "read ingest alerts.write incidents.write rules.write sources.write audit.read administer")]
    [InlineData(Roles.Analyst, "read alerts.write incidents.write rules.write sources.write")]
    [InlineData(Roles.Responder, "read alerts.write incidents.write")]
    [InlineData(Roles.Engineer, "read sources.write")]
    [InlineData(Roles.Auditor, "read audit.read")]
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
}
