using System.Text.Json;
using System.Text.RegularExpressions;
using Kotwal.EndToEnd.Tests.Browser;
using Kotwal.EndToEnd.Tests.Program;
using Kotwal.Testing;

namespace Kotwal.EndToEnd.Tests.Demo;

/// <summary>The sample city as <c>kotwal demo</c> starts it, with ordinary traffic and, after half a minute, an attack.</summary>
public sealed partial class LivingCity(Chromium chromium) : IAsyncLifetime
{
    private readonly TemporaryFolder data = new();
    private KotwalProcess process = null!;
    private HttpClient api = null!;

    /// <summary>Resident memory of the server in bytes.</summary>
    internal long MemoryBytes => process.MemoryBytes;

    /// <summary>All that the program said so far.</summary>
    internal string Output => process.Output;

    public async ValueTask InitializeAsync()
    {
        process = await KotwalProcess.StartAsync(["demo", "--data", data.Path, "--listen", "http://127.0.0.1:0", "--seed", "7"]);
        api = process.Client(await KotwalProcess.CreateTokenAsync(data.Path, "analyst"));
    }

    /// <summary>Opens a window and signs in with what the program printed.</summary>
    internal async Task<Visit> EnterAsync(Look look)
    {
        var visit = await chromium.VisitAsync(process.Address.ToString(), look);
        await visit.Page.GotoAsync("/");
        await visit.SignInAsync("demo", SignIn().Match(process.Output).Groups[1].Value);
        return visit;
    }

    /// <summary>A list of the API.</summary>
    internal async Task<JsonElement> ReadAsync(string list)
    {
        using var answer = JsonDocument.Parse(await api.GetStringAsync(new Uri("/api/v1/" + list, UriKind.Relative)));
        return answer.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        api.Dispose();
        await process.DisposeAsync();
        data.Dispose();
    }

    [GeneratedRegex(@"^sign in\s+demo (\S+)$", RegexOptions.Multiline)]
    private static partial Regex SignIn();
}
