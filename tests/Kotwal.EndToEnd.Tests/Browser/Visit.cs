using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Kotwal.EndToEnd.Tests.Browser;

/// <summary>One person's window. What the browser complains about is collected, and fails the test when the page is checked.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly Look look;
    private readonly List<string> complaints = [];

    internal Visit(IPage page, Look look)
    {
        Page = page;
        this.look = look;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Add(error);
    }

    public IPage Page { get; }

    /// <summary>Opens a path and waits until the page is live.</summary>
    public async Task OpenAsync(string path)
    {
        await Page.GotoAsync(path);
        await LiveAsync();
    }

    /// <summary>Waits until the page answers to clicks: a page drawn ahead can be clicked before it listens.</summary>
    public Task LiveAsync() => Page.Locator(".shell[data-live]").WaitForAsync();

    /// <summary>Waits until nothing on the page is still being read.</summary>
    public async Task FilledAsync()
    {
        await Page.Locator("main h1").WaitForAsync();
        await Page.Locator("main .face.loading").First.WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    /// <summary>Fills the sign-in form that the window shows, and waits for the page behind it.</summary>
    public async Task SignInAsync(string name, string password)
    {
        await Page.Locator("#name").FillAsync(name);
        await Page.Locator("#password").FillAsync(password);
        await Page.Locator("button[type=submit]").ClickAsync();
        await LiveAsync();
    }

    /// <summary>Keeps a picture, and asserts that the page is accessible and that the browser had nothing to complain about.</summary>
    /// <param name="name">Of the picture: <c>artifacts/screenshots/NAME-LOOK.png</c>.</param>
    public async Task CheckAsync(string name)
    {
        await Page.ScreenshotAsync(new() { Path = Screenshots.PathOf($"{name}-{look.Name}"), FullPage = true });

        // With styles missing there is no contrast to find fault with, so it is made sure that they are there.
        Assert.NotEqual("", await Page.EvaluateAsync<string>("getComputedStyle(document.documentElement).getPropertyValue('--ink').trim()"));
        var result = await Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        Assert.Empty(result.Violations.Select(Describe));
        Assert.Empty(complaints);
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();

    private static string Describe(AxeResultItem violation) =>
        $"{violation.Id}: {violation.Help}\n" + string.Join('\n', violation.Nodes.Select(n => $"  {n.Html}\n  {string.Join("; ", n.Any.Select(c => c.Message))}"));
}
