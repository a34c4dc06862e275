using System.Net;
using System.Text.RegularExpressions;

namespace Kotwal.Console.Tests.Host;

/// <summary>A client with cookies that follows no redirect, and fills forms as a browser would.</summary>
internal sealed partial class Browserless : IDisposable
{
    private readonly HttpClient client;

    /// <param name="host">The server.</param>
    /// <param name="named">What the browser calls it; null for its address.</param>
    public Browserless(ConsoleHost host, string? named = null)
    {
        client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = new Uri(host.Address) };
        client.DefaultRequestHeaders.Host = named;
    }

    public CookieContainer Cookies { get; } = new();

    public Task<HttpResponseMessage> GetAsync(string path) => client.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute), Cancel);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return client.SendAsync(request, Cancel);
    }

    /// <summary>Gets the form at a path and posts it with these values and the hidden ones.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string path, params (string Name, string Value)[] values) =>
        await SubmitAsync(await (await GetAsync(path)).Content.ReadAsStringAsync(Cancel), path, values);

    /// <summary>Posts the form of a page that is at hand already.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string page, string path, (string Name, string Value)[] values)
    {
        var hidden = HiddenInput().Matches(page).Select(m => KeyValuePair.Create(m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value)))
            .Where(field => values.All(v => v.Name != field.Key)).DistinctBy(field => field.Key);
        using var form = new FormUrlEncodedContent(hidden.Concat(values.Select(v => KeyValuePair.Create(v.Name, v.Value))));
        return await client.PostAsync(new Uri(path, UriKind.Relative), form, Cancel);
    }

    public Task<HttpResponseMessage> SignInAsync(string password = Some.Password, string path = "/sign-in") =>
        SubmitAsync(path, ("name", ConsoleHost.Person), ("password", password));

    public void Dispose() => client.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)""")]
    private static partial Regex HiddenInput();
}
