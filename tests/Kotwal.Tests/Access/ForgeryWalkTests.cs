using System.Net;
using Kotwal.City.People;

namespace Kotwal.Tests.Access;

/// <summary>
/// What changes something refuses a browser that any other site may have sent: a cookie alone is no proof that our page asked.
/// </summary>
[Collection(Walk.Name)]
public sealed class ForgeryWalkTests(WalkedServer server)
{
    // The channel of interactive pages. It changes nothing by itself, and the cookie's SameSite keeps other sites' posts without it.
    private static readonly string[] Channel = ["POST /_blazor", "POST /_blazor/negotiate", "POST /_blazor/disconnect/", "POST /_blazor/initializers/"];

    // Gives a random question to whoever asks, and remembers nothing.
    private const string Question = "POST /sign-in/passkey/question";

    [Fact]
    public async Task Every_endpoint_that_changes_something_refuses_a_cookie_without_the_proof()
    {
        var wrong = new List<string>();
        var admin = server.Of(Roles.Admin, isScoped: false, isBrowser: true);
        foreach (var endpoint in server.Endpoints.Where(IsWalked))
        {
            using var request = endpoint.Request();
            using var answer = await admin.Client.SendAsync(request, TestContext.Current.CancellationToken);
            var said = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

            // An empty body may be refused for what it lacks; only these words say that the proof was asked for.
            var expected = endpoint.IsForTokens ? HttpStatusCode.Unauthorized : HttpStatusCode.BadRequest;
            if (answer.StatusCode != expected || (endpoint.Pattern.StartsWith("/api/", StringComparison.Ordinal) && !said.Contains("X-CSRF-Token", StringComparison.Ordinal)))
            {
                wrong.Add($"{endpoint}: {(int)answer.StatusCode} {said}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    // A page and the answer to unknown addresses take whatever method they are asked with, and draw; a page has no deed behind a post.
    private static bool IsWalked(WalkedEndpoint endpoint) =>
        !endpoint.IsSafe && endpoint.Page is null && !Channel.Contains(endpoint.ToString()) && endpoint.ToString() != Question && endpoint.Pattern != "/{*path:nonfile}";
}
