using System.Reflection;
using Kotwal.City.Access;
using Kotwal.Console.Shell;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Kotwal.Tests.Access;

/// <summary>Every page says who may see it, and the navigation shows it to those and to nobody else.</summary>
[Collection(Walk.Name)]
public sealed class PageWalkTests(WalkedServer server)
{
    // Pages that show nothing of the city.
    private static readonly string[] ForAll = ["/not-found"];

    private IEnumerable<(string Route, Type Page)> Pages =>
        from assembly in server.Services.GetServices<PageAssembly>().Select(desk => desk.Assembly).Append(typeof(PageAssembly).Assembly).Distinct()
        from page in assembly.GetTypes()
        from route in page.GetCustomAttributes<RouteAttribute>()
        select (route.Template, page);

    [Fact]
    public void Every_page_asks_for_a_policy()
    {
        var open = Pages.Where(page => !ForAll.Contains(page.Route)
            && page.Page.GetCustomAttributes<AuthorizeAttribute>().All(asked => asked.Policy is null || !Policies.AllowedRoles.ContainsKey(asked.Policy)));

        Assert.Empty(open);
        Assert.NotEmpty(Pages);
    }

    [Fact]
    public void Every_page_is_an_endpoint_with_the_same_policy()
    {
        var walked = server.Endpoints.Where(endpoint => endpoint.Page is not null).ToLookup(endpoint => endpoint.Page!);
        var wrong = Pages.Where(page => !ForAll.Contains(page.Route)).Where(page => !walked[page.Page].Any()
            || walked[page.Page].Any(endpoint => !PoliciesOf(page.Page).All(endpoint.Policies.Contains)));

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_navigation_shows_a_page_to_those_who_may_see_it()
    {
        var pages = Pages.ToLookup(page => page.Route.TrimStart('/'), page => page.Page);
        var wrong = server.Services.GetServices<NavigationItem>()
            .Where(item => !pages[item.Href].Any() || !PoliciesOf(pages[item.Href].First()).SequenceEqual([item.Policy]));

        Assert.Empty(wrong);
    }

    private static IEnumerable<string> PoliciesOf(Type page) =>
        page.GetCustomAttributes<AuthorizeAttribute>().Select(asked => asked.Policy).OfType<string>();
}
