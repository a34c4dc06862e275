using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Files;
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
    /// Adds the spool, the ledger of sources and every door, configured by the section <c>Collectors</c>. The web server's own
    /// door is mapped with <see cref="Ingest.MapIngest"/>, and the caller registers the certificate of those that encrypt, an
    /// <see cref="IDoorCertificate"/>.
    /// </summary>
    public static IServiceCollection AddCollectors(this IServiceCollection services)
    {
        // Without it the runtime takes a gzip body that was cut off for a whole one, and its missing end would be lost unseen.
        AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<SpoolOptions>().BindConfiguration("Collectors:Spool").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<SyslogOptions>().BindConfiguration("Collectors:Syslog").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<LumberjackOptions>().BindConfiguration("Collectors:Lumberjack").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<IngestOptions>().BindConfiguration("Collectors:Http").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<FollowOptions>().BindConfiguration("Collectors:Files").ValidateDataAnnotations().ValidateOnStart();

        services.AddSingleton(provider => Spool.Spool.Open(
            provider.GetRequiredService<IOptions<SpoolOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Spool.Spool>>()));
        services.AddSingleton<SourceLedger>();
        services.AddSingleton<DoorTlsFactory>();

        services.AddDoor<SyslogUdpDoor>();
        services.AddDoor<SyslogTcpDoor>();
        services.AddDoor<SyslogTlsDoor>();
        services.AddDoor<LumberjackDoor>();
        services.AddDoor<FileDoor>();
        services.AddSingleton<IngestDoor>();
        services.AddSingleton<OwnDoor>();
        return services;
    }

    private static void AddDoor<TDoor>(this IServiceCollection services)
        where TDoor : class, IHostedService
    {
        services.AddSingleton<TDoor>();
        services.AddHostedService(provider => provider.GetRequiredService<TDoor>());
    }
}
