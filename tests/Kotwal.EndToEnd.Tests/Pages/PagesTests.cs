using Kotwal.EndToEnd.Tests.Browser;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Kotwal.EndToEnd.Tests.Pages;

public sealed class PagesTests(ServedCity city) : IClassFixture<ServedCity>
{
    private static readonly string[] Lists = ["", "events", "alerts", "incidents", "rules", "sources", "health"];

    // Lists whose rows lead to a page of their own.
    private static readonly string[] Leading = ["events", "alerts", "incidents", "rules"];

    public static TheoryData<string> Looks => new(Look.Desk.Name, Look.Night.Name, Look.Phone.Name, Look.Hindi.Name);

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Every_page_is_accessible_and_quiet(string look)
    {
        await using var visit = await city.EnterAsync(Look.Named(look));

        await Assert.MultipleAsync([.. Lists.Select(path => (Func<Task>)(() => CheckListAsync(visit, path))), .. Leading.Select(path => (Func<Task>)(() => CheckDetailAsync(visit, path)))]);
    }

    private static async Task CheckListAsync(Visit visit, string path)
    {
        await visit.OpenAsync("/" + path);
        await visit.FilledAsync();
        await visit.CheckAsync(path.Length == 0 ? "overview" : path);
    }

    private static async Task CheckDetailAsync(Visit visit, string path)
    {
        await visit.OpenAsync("/" + path);
        await visit.FilledAsync();
        await visit.FollowAsync(visit.Page.Locator($"main a[href^='{path}/'], main a[href^='/{path}/']").First);
        await visit.FilledAsync();
        await visit.CheckAsync(path + "-detail");
    }
}
