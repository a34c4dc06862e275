using System.Security.Claims;
using Kotwal.City.Access;
using Kotwal.City.People;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.HtmlRendering.Infrastructure;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Tests.Access;

/// <summary>Every live page with an id shows to somebody of the water what stands in water, and of all else that there is nothing.</summary>
[Collection(Walk.Name)]
public sealed class PageReachTests(WalkedServer server)
{
    private const string Unknown = "0190f3a2-dead-7000-8000-00000000dead";

    [Fact]
    public async Task Every_page_with_an_id_shows_what_is_out_of_reach_as_unknown()
    {
        var wrong = new List<string>();
        foreach (var (page, start) in Pages)
        {
            if (!server.Things.TryGetValue(start, out var thing))
            {
                wrong.Add($"{page}: nothing is known that stands in and out of reach. Add it to WalkedServer.Things.");
                continue;
            }

            var outside = await DrawAsync(page, thing.Outside.ToString("D"), WalkedServer.Water);
            var unknown = await DrawAsync(page, Unknown, WalkedServer.Water);
            var inside = await DrawAsync(page, thing.Inside.ToString("D"), WalkedServer.Water);
            var whole = await DrawAsync(page, thing.Outside.ToString("D"));
            if (outside != unknown || !outside.Contains("face empty", StringComparison.Ordinal)
                || inside.Contains("face", StringComparison.Ordinal) || whole.Contains("face", StringComparison.Ordinal))
            {
                wrong.Add($"{page} draws\n{outside}\nand for what is unknown\n{unknown}\nand in reach\n{inside}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(Pages.Count() >= 4, "The walk found too few pages to be one.");
    }

    [Fact]
    public async Task Every_page_of_what_stands_in_two_parts_shows_one_its_own()
    {
        foreach (var (page, start) in Pages.Where(page => server.InTwoParts.ContainsKey(page.Start)))
        {
            var seen = await DrawAsync(page, server.InTwoParts[start].ToString("D"), WalkedServer.Water);
            var whole = await DrawAsync(page, server.InTwoParts[start].ToString("D"));

            Assert.Contains(WalkedServer.WaterAddress, seen, StringComparison.Ordinal);
            Assert.DoesNotContain(WalkedServer.PowerAddress, seen, StringComparison.Ordinal);
            Assert.DoesNotContain("feeder-1", seen, StringComparison.Ordinal);
            Assert.Contains(WalkedServer.PowerAddress, whole, StringComparison.Ordinal);
        }

        Assert.Equal(2, Pages.Count(page => server.InTwoParts.ContainsKey(page.Start)));
    }

    // Rules are the same for all who may read.
    private IEnumerable<(Type Page, string Start)> Pages =>
        from endpoint in server.Endpoints
        where endpoint is { Page: not null, HasParameters: true, Method: "GET" } && endpoint.Policies.All(Policies.Scoped.Contains)
        let start = endpoint.Pattern[..(endpoint.Pattern.IndexOf('{', StringComparison.Ordinal) + 1)]
        where start != "/rules/{"
        select (endpoint.Page, "/api/v1" + start);

    private async Task<string> DrawAsync(Type page, string id, params ScopeKey[] parts)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var navigation = scope.ServiceProvider.GetRequiredService<NavigationManager>();
        (navigation as IHostEnvironmentNavigationManager)?.Initialize("http://localhost/", "http://localhost/");
        var looker = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, "asha"), .. GrantClaims.Write(Roles.Admin, parts)], "test"));
        RenderFragment drawn = builder =>
        {
            builder.OpenComponent(0, page);
            builder.AddComponentParameter(1, "Id", Guid.Parse(id));
            builder.CloseComponent();
        };
        await using var renderer = new LiveRenderer(scope.ServiceProvider);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = renderer.BeginRenderingComponent(typeof(CascadingValue<Task<AuthenticationState>>), ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                ["Value"] = Task.FromResult(new AuthenticationState(looker)),
                ["IsFixed"] = true,
                ["ChildContent"] = drawn,
            }));
            await root.QuiescenceTask;

            // What was asked for is said again in links; that tells nothing.
            return root.ToHtmlString().Replace(id, "asked", StringComparison.OrdinalIgnoreCase);
        });
    }

    /// <summary>Draws once, as a page that lives does: so that it reads what it shows.</summary>
    private sealed class LiveRenderer(IServiceProvider services) : StaticHtmlRenderer(services, NullLoggerFactory.Instance)
    {
        protected override RendererInfo RendererInfo { get; } = new("Server", isInteractive: true);
    }
}
