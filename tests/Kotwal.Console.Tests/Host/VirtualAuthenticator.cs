using Microsoft.Playwright;

namespace Kotwal.Console.Tests.Host;

/// <summary>Chromium's own pretended authenticator: it checks its owner, and needs nobody to touch it.</summary>
internal static class VirtualAuthenticator
{

    internal static async Task PlugInAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        await session.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new
            {
                protocol = "ctap2",
                transport = "internal",
                hasResidentKey = true,
                hasUserVerification = true,
                isUserVerified = true,
                automaticPresenceSimulation = true,
            },
        });
    }
}
