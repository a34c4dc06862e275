using System.Runtime.ExceptionServices;
using Kotwal.City.Access;
using Kotwal.City.Data;
using Kotwal.City.Graph;
using Kotwal.City.Graph.Imports;
using Kotwal.Copies;
using Kotwal.Serving.Edge;
using Kotwal.Tls;

namespace Kotwal.Serving;

/// <summary>The server: reads like the floor plan, from the ground up.</summary>
internal sealed partial class KotwalServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private KotwalServer(WebApplication app) => this.app = app;

    /// <summary>Where clients on this machine find the console and the API.</summary>
    public Uri Address => ListenAddress.ForClients(new(app.Urls.First()));

    /// <summary>SHA-256 of the certificate, for clients to compare; null where nothing is encrypted.</summary>
    public string? Fingerprint => Services.GetRequiredService<ListenAddress>().IsTls ? Services.GetRequiredService<CertificateKeeper>().Fingerprint : null;

    public IServiceProvider Services => app.Services;

    /// <summary>Starts a server; when it returns, it takes events.</summary>
    /// <exception cref="IOException">The data folder or a port cannot be used.</exception>
    /// <exception cref="InvalidDataException">A file of the operator's is not what it should be.</exception>
    /// <exception cref="Inputs.BadInputException">The address would carry secrets in the clear.</exception>
    public static async Task<KotwalServer> StartAsync(ServeSettings settings, CancellationToken cancel)
    {
        var listen = ListenAddress.Read(settings.Listen, settings.AllowsInsecureHttp);
        settings.Data.Create();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // Under a test, too, the files are those of this program.
            ApplicationName = typeof(KotwalServer).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.AddSettings(settings);
        builder.AddEdge(listen, settings.Data.Keys);
        builder.AddLogs();
        builder.AddRooms(settings);
        var app = builder.Build();
        try
        {
            await app.Services.GetRequiredService<UpgradeSnapshot>().TakeIfLakeIsOlderAsync(cancel);
            app.MapRooms();
            await app.Services.GetRequiredService<CityDatabase>().PrepareAsync(cancel);
            await app.Services.GetRequiredService<GraphStart>().RunAsync(app.Services.GetRequiredService<CityPlan>(), cancel);
            await app.Services.RestoreRuleSwitchesAsync(cancel);
            await app.StartAsync(cancel);
            return new KotwalServer(app);
        }
        catch (Exception failure)
        {
            // A worker that fails at once breaks the start off; why it failed is what people need to read.
            var worker = failure is OperationCanceledException && !cancel.IsCancellationRequested ? FailureOfWorker(app.Services) : null;
            await DropAsync(app);
            if (worker is not null)
            {
                ExceptionDispatchInfo.Throw(worker);
            }

            throw;
        }
    }

    /// <summary>Says where the console is, and, as long as there is no account, the one-time link that makes the administrator.</summary>
    public async Task AnnounceAsync(TextWriter answer, CancellationToken cancel)
    {
        if (await Services.GetRequiredService<SetupLink>().OpenAsync(cancel) is { } token)
        {
            await answer.WriteLineAsync($"setup    {new Uri(Address, "/setup?token=" + token)}");
        }

        if (Fingerprint is { } fingerprint)
        {
            await answer.WriteLineAsync($"sha-256  {fingerprint}");
        }

        await answer.WriteLineAsync($"console  {Address}");
        await answer.FlushAsync(cancel);
    }

    /// <summary>
    /// Waits until the server is told to stop and has stopped. A worker that failed stops the server too; its exception is thrown.
    /// </summary>
    public async Task WaitAsync(CancellationToken cancel)
    {
        await app.WaitForShutdownAsync(cancel);
        if (FailureOfWorker(Services) is { } failure)
        {
            // The host itself says nothing of it, and an end by failure would look like an ordinary one to whoever restarts it.
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private static Exception? FailureOfWorker(IServiceProvider services) => services.GetServices<IHostedService>().OfType<BackgroundService>()
        .Select(worker => worker.ExecuteTask?.Exception?.InnerException).FirstOrDefault(failure => failure is not null);

    // Workers that run already are told to stop; to be disposed of under their feet would look like a failure of theirs. What fails
    // here must not hide why the start failed.
    private static async Task DropAsync(WebApplication app)
    {
        try
        {
            await app.StopAsync(CancellationToken.None);
        }
        catch (Exception second)
        {
            StopFailed(app.Logger, second);
        }

        await app.DisposeAsync();
    }

    [LoggerMessage(9060, LogLevel.Debug, "The server that did not start did not stop cleanly either.")]
    private static partial void StopFailed(ILogger logger, Exception failure);
}
