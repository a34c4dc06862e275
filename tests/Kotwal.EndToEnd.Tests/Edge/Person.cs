using System.Net;
using System.Text.RegularExpressions;
using Kotwal.EndToEnd.Tests.Program;

namespace Kotwal.EndToEnd.Tests.Edge;

/// <summary>Somebody with cookies who follows no redirect and fills forms as a browser would, without being one.</summary>
internal sealed partial class Person : IDisposable
{
    public const string Name = "asha";
    public const string Password = "a long enough phrase";

    private readonly HttpClientHandler handler = new() { AllowAutoRedirect = false };

    public Person(Uri server) => Client = new HttpClient(handler) { BaseAddress = server };

    public HttpClient Client { get; }

    /// <summary>Cookies that the server gave.</summary>
    public CookieContainer Jar => handler.CookieContainer;

    /// <summary>Their values.</summary>
    public IEnumerable<string> Cookies => handler.CookieContainer.GetAllCookies().Select(cookie => cookie.Value);

    /// <summary>Makes the administrator by the one-time link; signed in when it returns.</summary>
    public static async Task<Person> SetUpAsync(KotwalProcess server)
    {
        var person = new Person(server.Address);
        var link = server.SetupLink!.PathAndQuery;
        var answer = await person.SubmitAsync(link, ("name", Name), ("password", Password), ("again", Password));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return person;
    }

    /// <summary>Asks this server for the path, also when it looks like the address of another.</summary>
    public Task<HttpResponseMessage> GetAsync(string path) =>
        Client.GetAsync(new Uri(Client.BaseAddress!.GetLeftPart(UriPartial.Authority) + path), TestContext.Current.CancellationToken);

    public async Task<string> ReadAsync(string path) =>
        await (await GetAsync(path)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    /// <summary>Gets the form at a path and posts it with these values and the hidden ones; of several forms each carries the same proof.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string path, params (string Name, string Value)[] values)
    {
        var hidden = HiddenInput().Matches(await ReadAsync(path)).Select(m => KeyValuePair.Create(m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value)));
        using var form = new FormUrlEncodedContent(hidden.DistinctBy(field => field.Key).Concat(values.Select(v => KeyValuePair.Create(v.Name, v.Value))));
        return await Client.PostAsync(new Uri(path, UriKind.Relative), form, TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        Client.Dispose();
        handler.Dispose();
    }

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)""")]
    private static partial Regex HiddenInput();
}
