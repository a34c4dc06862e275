using System.Text.Json;
using Kotwal.EndToEnd.Tests.Program;
using Kotwal.Testing;

namespace Kotwal.EndToEnd.Tests.Edge;

/// <summary>The real program on loopback with settings of the test's own.</summary>
internal sealed class EdgeServer : IAsyncDisposable
{
    private readonly TemporaryFolder folder;

    private EdgeServer(TemporaryFolder folder, KotwalProcess process)
    {
        this.folder = folder;
        Process = process;
    }

    public KotwalProcess Process { get; }

    public Uri Address => Process.Address;

    public string Data => folder["data"];

    /// <param name="settings">What <c>--config</c> holds, as an object.</param>
    public static async Task<EdgeServer> StartAsync(object settings)
    {
        var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["settings.json"], JsonSerializer.Serialize(settings));
        return new(folder, await KotwalProcess.ServeAsync(folder["data"], "--config", folder["settings.json"]));
    }

    /// <summary>A client that follows no redirect.</summary>
    public HttpClient Client() => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        folder.Dispose();
    }
}
