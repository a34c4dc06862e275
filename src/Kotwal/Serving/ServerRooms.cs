using Kotwal.City;
using Kotwal.City.Access;
using Kotwal.City.Data;
using Kotwal.City.Graph;
using Kotwal.City.Graph.Discovery;
using Kotwal.Collectors;
using Kotwal.Collectors.Elastic;
using Kotwal.Collectors.Http;
using Kotwal.Console;
using Kotwal.Copies;
using Kotwal.Detection;
using Kotwal.Devices;
using Kotwal.Events;
using Kotwal.Health;
using Kotwal.Inputs;
using Kotwal.Keeping;
using Kotwal.Lake;
using Kotwal.Pipeline;
using Kotwal.Respond;
using Kotwal.Serving.Edge;
using Kotwal.Watch;
using Kotwal.Watch.Dashboards;
using Kotwal.Watch.Rules;
using Kotwal.Watch.Sources;

namespace Kotwal.Serving;

/// <summary>Adds every room to the server, from the ground up.</summary>
internal static class ServerRooms
{
    /// <summary>Entities of all rooms, for commands that work on the state without a server.</summary>
    public static IServiceCollection AddCityRooms(this IServiceCollection services) =>
        services.AddCityEntities(typeof(WatchRegistration).Assembly)
            .AddCityEntities(typeof(RespondRegistration).Assembly)
            .AddCityEntities(typeof(DevicesRegistration).Assembly);

    /// <summary>Keeps what an earlier program left before it is changed.</summary>
    public static IServiceCollection AddUpgradeSnapshot(this IServiceCollection services, DataFolder data) => services
        .AddSingleton(_ => new UpgradeSnapshot(data.Root, data.Lake, TimeProvider.System))
        .AddSingleton<IBeforeMigration>(provider => provider.GetRequiredService<UpgradeSnapshot>());

    public static void AddRooms(this WebApplicationBuilder builder, ServeSettings settings)
    {
        var services = builder.Services;
        services.AddCity(DataFolder.Configure(settings.Data.Root));
        services.AddUpgradeSnapshot(settings.Data);
        services.AddSingleton(CityFiles.Read(settings.Data.City));
        services.AddLake();
        services.AddRules(settings);
        services.AddPipeline(settings);
        services.AddCollectors();
        builder.AddConsole();
        services.AddSingleton(new DashboardFolders([ContentFolder.Dashboards, settings.Data.Dashboards]));
        services.AddHealth(new HealthPlaces(settings.Data.Root, settings.Data.Lake, settings.Data.Health, settings.Data.Maintenance));
        services.AddWatch();
        services.AddRespond();
        services.AddDevices();
        services.AddSingleton<ISourceBook, SourceBook>();
        services.AddSingleton<MetricsPage>();
        services.AddOpenApi();
    }

    public static void MapRooms(this WebApplication app)
    {
        app.UseEdge();
        app.UseConsole();
        app.UseCity();
        app.MapCity();
        app.MapIngest().RequireAuthorization(Policies.Ingest);
        app.MapElastic().RequireAuthorization(Policies.Ingest).TakeTokens(TokenForms.Basic | TokenForms.ApiKey, (http, refusal) =>
            ElasticApi.RefuseAsync(http, refusal == TokenRefusal.NotAllowed ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized));
        app.MapWatch();
        app.MapRespond();
        app.MapDevices();
        app.MapOpenApi().RequireAuthorization(Policies.Read);
        app.MapGet("/healthz", () => "ok").AllowAnonymous();
        app.MapGet("/metrics", (MetricsPage page) => TypedResults.Text(page.Write(), "text/plain; version=0.0.4"))
            .RequireAuthorization(Policies.ReadAll);
        app.MapConsole();
    }

    /// <summary>Tells detection which rules people switched off before.</summary>
    public static async Task RestoreRuleSwitchesAsync(this IServiceProvider services, CancellationToken cancel)
    {
        var detection = services.GetRequiredService<DetectionEngine>();
        foreach (var ruleId in await services.GetRequiredService<RuleSwitches>().ReadDisabledAsync(cancel))
        {
            detection.SetEnabled(ruleId, isEnabled: false);
        }

        foreach (var rejected in services.GetRequiredService<IRuleBook>().Rejected)
        {
            services.GetRequiredService<ILogger<RuleBook>>().RuleRejected(rejected.Path, rejected.Line, rejected.Reason);
        }

        _ = services.GetRequiredService<MetricsPage>();
    }

    // Rules are read before anything listens: a wrong mapping stops the start, a wrong rule is named and left out.
    private static void AddRules(this IServiceCollection services, ServeSettings settings)
    {
        Directory.CreateDirectory(settings.Data.Rules);
        var rules = RuleFolder.Load([ContentFolder.Rules, settings.Data.Rules]);
        services.AddSingleton(new DetectionEngine(rules.Index, rules.Correlations));
        services.AddSingleton<IRuleBook>(provider => new RuleBook(provider.GetRequiredService<DetectionEngine>(), rules.Rejected));
    }

    private static void AddPipeline(this IServiceCollection services, ServeSettings settings)
    {
        services.AddOptions<PipelineOptions>().BindConfiguration("Pipeline").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<LossTally>();
        services.AddSingleton<EventCopies>();
        services.AddDiscovery();
        services.AddSingleton<IEventEnricher>(provider =>
        {
            var graph = provider.GetRequiredService<CityGraph>();
            return new CityEnricher(() => graph.Current, provider.GetRequiredService<GeoSetting>().Book, provider.GetRequiredService<Sightings>());
        });
        services.AddSingleton(provider => new DetectionCheckpoint(
            settings.Data.Detection, provider.GetRequiredService<ILogger<DetectionCheckpoint>>()));
        services.AddHostedService<EventPipeline>();
        services.AddSingleton(new AuditPosition(settings.Data.AuditPosition));
        services.AddHostedService<AuditFollower>();
        services.AddOptions<KeepingOptions>().BindConfiguration("Keeping").ValidateOnStart();
        services.AddSingleton<LakeCheck>();
        services.AddHostedService<KeepingWorker>();
    }
}
