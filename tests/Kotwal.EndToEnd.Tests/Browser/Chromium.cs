using Microsoft.Playwright;

namespace Kotwal.EndToEnd.Tests.Browser;

/// <summary>One browser for all tests of the assembly; each visit has its own cookies.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Executable = "/usr/bin/chromium";

    // Without a sandbox because containers run as root; the rest keeps the browser from talking to the world.
    private static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        if (File.Exists(Executable))
        {
            // A busy machine draws slowly; what is waited for is a change, never a time.
            Assertions.SetDefaultExpectTimeout(30_000);
            playwright = await Playwright.CreateAsync();
            browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = Flags });
        }
    }

    /// <summary>Opens a window on the server. Skips the test where there is no Chromium.</summary>
    public async Task<Visit> VisitAsync(string address, Look? look = null)
    {
        Assert.SkipWhen(browser is null, $"There is no {Executable}; ./test.sh installs it.");
        var chosen = look ?? Look.Desk;
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = address,
            ColorScheme = chosen.IsDark ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = new() { Width = chosen.Width, Height = chosen.Height },
            Locale = chosen.Language,
            ReducedMotion = ReducedMotion.Reduce,
        });
        return new Visit(await context.NewPageAsync(), chosen);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }
}
