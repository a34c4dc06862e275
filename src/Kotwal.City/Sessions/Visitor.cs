using Microsoft.AspNetCore.Http;

namespace Kotwal.City.Sessions;

/// <summary>Who knocks: what is known of a person before he says who he is.</summary>
/// <param name="Address">Network address, or <c>unknown</c>.</param>
/// <param name="Browser">Browser and system in a few words.</param>
public sealed record Visitor(string Address, string Browser)
{
    // The more particular names come first: each of them also calls itself by the later ones.
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary>Whoever made the request.</summary>
    public static Visitor Of(HttpContext context) => new(
        context.Connection.RemoteIpAddress?.ToString() ?? "unknown", Shorten(context.Request.Headers.UserAgent.ToString()));

    /// <summary>A browser's long name for itself in a few words; what is not known is cut and cleaned.</summary>
    internal static string Shorten(string agent)
    {
        var browser = Array.Find(Browsers, b => agent.Contains(b.Mark, StringComparison.Ordinal));
        var system = Array.Find(Systems, s => agent.Contains(s.Mark, StringComparison.Ordinal)).Name;
        if (browser.Name is null)
        {
            return new string([.. agent.Where(sign => sign is >= ' ' and <= '~').Take(AccountSession.MaxText)]);
        }

        var rest = agent[(agent.IndexOf(browser.Mark, StringComparison.Ordinal) + browser.Mark.Length)..];
        var version = new string([.. rest.TakeWhile(char.IsAsciiDigit).Take(6)]);
        return string.Join(' ', new[] { browser.Name, version, system is null ? "" : "· " + system }.Where(part => part.Length > 0));
    }
}
