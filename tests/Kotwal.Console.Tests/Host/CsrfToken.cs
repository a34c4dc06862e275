using System.Text.Json;

namespace Kotwal.Console.Tests.Host;

internal static class CsrfToken
{
    /// <summary>Asks for the token as a script of our own page would.</summary>
    internal static async Task<string> OfAsync(Browserless browser)
    {
        var answer = await browser.GetAsync("/api/v1/csrf-token");
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return document.RootElement.GetProperty("token").GetString()!;
    }
}
