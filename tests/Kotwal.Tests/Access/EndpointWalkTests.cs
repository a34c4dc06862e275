using System.Net;
using Kotwal.City.Access;

namespace Kotwal.Tests.Access;

/// <summary>Asks every endpoint that the server has as every kind of visitor. A new endpoint is walked without a line here.</summary>
[Collection(Walk.Name)]
public sealed class EndpointWalkTests(WalkedServer server)
{
    // All that a stranger may ask for, besides files of the console.
    private static readonly string[] OpenToAll =
    [
        "GET /healthz", "GET /no-access", "GET /sign-in", "POST /sign-in", "GET /setup", "POST /setup", "GET /welcome", "POST /welcome",
        "GET /recover", "POST /recover", "GET /sign-in/code", "POST /sign-in/code", "GET /sign-in/second-factor", "POST /sign-in/second-factor",
        "GET /sign-in/passkey", "POST /sign-in/passkey", "POST /sign-in/passkey/question", "GET /sign-in/provider",
        "GET /sign-in/provider/refused", "GET /sign-in/provider/failed",
    ];

    // What asks for no permission, because it is about the one who asks, or says only that there is nothing.
    private static readonly string[] OpenToAllWhoAreKnown =
    [
        "GET /api/v1/csrf-token", "GET /api/v1/me", "POST /sign-out", "GET /{*path:nonfile}", "POST /{*path:nonfile}", "GET /{**path:file}", "HEAD /{**path:file}",
    ];

    // A person's own account, passwords and sessions. A token has none: it may be shown an empty form, and changes nothing there.
    private static readonly string[] OfPeopleAlone = ["/account", "/api/v1/me/sessions"];

    // Answers 403 to a wrong password, and the walk knows none.
    private const string AsksForPassword = "POST /account/passkeys/question";

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public void Every_endpoint_says_who_may_come_in()
    {
        var open = server.Endpoints.Where(endpoint => endpoint.IsOpen).Select(endpoint => endpoint.ToString()).Except(OpenToAll);
        var known = server.Endpoints.Where(endpoint => !endpoint.IsOpen && endpoint.Policies.Count == 0)
            .Where(endpoint => !IsOfPeopleAlone(endpoint)).Select(endpoint => endpoint.ToString()).Except(OpenToAllWhoAreKnown);
        var odd = server.Endpoints.SelectMany(endpoint => endpoint.Policies).Except(Policies.AllowedRoles.Keys);

        Assert.Equal("", string.Join('\n', open));
        Assert.Equal("", string.Join('\n', known));
        Assert.Empty(odd);
        Assert.True(server.Endpoints.Count > 40, "The walk found too few endpoints to be one.");
    }

    [Fact]
    public async Task Every_endpoint_lets_in_whom_its_policy_names_and_nobody_else()
    {
        var wrong = new List<string>();
        foreach (var endpoint in server.Endpoints.Where(endpoint => !endpoint.IsOpen && endpoint.Name != "SignOut" && endpoint.ToString() != AsksForPassword))
        {
            foreach (var visitor in server.Visitors)
            {
                using var request = endpoint.Request();
                if (visitor.Proof is not null)
                {
                    request.Headers.Add("X-CSRF-Token", visitor.Proof);
                }

                using var answer = await visitor.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
                var isRight = IsAnAnswer(answer) && (IsOfPeopleAlone(endpoint) && visitor is { Role: not null, IsBrowser: false }
                    ? endpoint.IsSafe || !answer.IsSuccessStatusCode
                    : IsLetIn(answer) == (visitor.MayPass(endpoint.Policies) && !(endpoint.IsForTokens && visitor.IsBrowser)));
                if (!isRight)
                {
                    wrong.Add($"{endpoint} ({string.Join(' ', endpoint.Policies)}) answers {visitor.Name}: {(int)answer.StatusCode} {answer.Headers.Location}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task A_stranger_gets_a_status_for_a_program_and_the_way_to_sign_in_for_a_page()
    {
        var wrong = new List<string>();
        var nobody = server.Visitors[0];
        foreach (var endpoint in server.Endpoints.Where(endpoint => !endpoint.IsOpen))
        {
            using var request = endpoint.Request();
            using var answer = await nobody.Client.SendAsync(request, Cancel);
            var isProgram = endpoint.IsApi || endpoint.IsForTokens || endpoint.Pattern is "/metrics" || endpoint.Pattern.StartsWith("/openapi", StringComparison.Ordinal);
            var isRight = isProgram
                ? answer.StatusCode == HttpStatusCode.Unauthorized && answer.Headers.WwwAuthenticate.Count > 0
                : answer.StatusCode == HttpStatusCode.Found && answer.Headers.Location!.ToString().Contains("/sign-in", StringComparison.Ordinal);
            if (!isRight)
            {
                wrong.Add($"{endpoint}: {(int)answer.StatusCode} {answer.Headers.Location}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static bool IsOfPeopleAlone(WalkedEndpoint endpoint) =>
        endpoint.Policies.Count == 0 && OfPeopleAlone.Any(start => endpoint.Pattern.StartsWith(start, StringComparison.Ordinal));

    // A server that fails, or has had enough, has not said whom it lets in.
    private static bool IsAnAnswer(HttpResponseMessage answer) =>
        answer.StatusCode is < HttpStatusCode.InternalServerError and not HttpStatusCode.TooManyRequests;

    private static bool IsLetIn(HttpResponseMessage answer) => answer.StatusCode switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => false,
        HttpStatusCode.Found => answer.Headers.Location?.ToString() is not { } to
            || !(to.Contains("/sign-in", StringComparison.Ordinal) || to.Contains("/no-access", StringComparison.Ordinal)),
        _ => true,
    };
}
