using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Bodies;
using Kotwal.Collectors.Elastic;
using Kotwal.Collectors.Files;
using Kotwal.Collectors.Flows;
using Kotwal.Collectors.Http;
using Kotwal.Collectors.Lumberjack;
using Kotwal.Collectors.Own;
using Kotwal.Collectors.Spool;
using Kotwal.Collectors.Syslog;
using Kotwal.Collectors.Tls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kotwal.Collectors;

/// <summary>Registers the spool and the doors.</summary>
public static class CollectorsRegistration
{
    /// <summary>
    /// Adds the spool, the ledger of sources and every door, configured by the section <c>Collectors</c>. The doors on
    /// the web server are mapped with <see cref="Ingest.MapIngest"/> and <see cref="ElasticApi.MapElastic"/>; the caller registers the
    /// certificate of those that encrypt, an <see cref="IDoorCertificate"/>.
    /// </summary>
    public static IServiceCollection AddCollectors(this IServiceCollection services)
    {
        // Without it the runtime takes a gzip body that was cut off for a whole one, and its missing end would be lost unseen.
        AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<SpoolOptions>().BindConfiguration("Collectors:Spool").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<SyslogOptions>().BindConfiguration("Collectors:Syslog").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<FlowOptions>().BindConfiguration("Collectors:Flows").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<LumberjackOptions>().BindConfiguration("Collectors:Lumberjack").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<IngestOptions>().BindConfiguration("Collectors:Http").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ElasticOptions>().BindConfiguration("Collectors:Elastic").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<FollowOptions>().BindConfiguration("Collectors:Files").ValidateDataAnnotations().ValidateOnStart();

        services.AddSingleton(provider => Spool.Spool.Open(
            provider.GetRequiredService<IOptions<SpoolOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Spool.Spool>>()));
        services.AddOptions<AccountingOptions>().BindConfiguration("Collectors:Accounting");
        services.AddSingleton(Ledger);
        services.AddSingleton<DoorTlsFactory>();

        services.AddDoor<SyslogUdpDoor>();
        services.AddDoor<SyslogTcpDoor>();
        services.AddDoor<SyslogTlsDoor>();
        services.AddDoor<LumberjackDoor>();
        services.AddDoor<FlowDoor>();
        services.AddDoor<FileDoor>();
        services.AddSingleton<BodyReader>();
        services.AddSingleton<BulkDoor>();
        services.AddSingleton<ElasticProbes>();
        services.AddSingleton<OwnDoor>();
        return services;
    }

    private static SourceLedger Ledger(IServiceProvider provider)
    {
        var clock = provider.GetRequiredService<TimeProvider>();
        var path = provider.GetRequiredService<IOptions<AccountingOptions>>().Value.Path;
        return path.Length == 0
            ? new SourceLedger(clock)
            : new SourceLedger(path, provider.GetRequiredService<Spool.Spool>(), clock, provider.GetRequiredService<ILogger<SourceLedger>>());
    }

    private static void AddDoor<TDoor>(this IServiceCollection services)
        where TDoor : class, IHostedService
    {
        services.AddSingleton<TDoor>();
        services.AddHostedService(provider => provider.GetRequiredService<TDoor>());
    }
}
