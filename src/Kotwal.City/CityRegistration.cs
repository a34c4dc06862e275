using System.Reflection;
using Kotwal.City.Access;
using Kotwal.City.Access.Endpoints;
using Kotwal.City.Administration;
using Kotwal.City.Audit;
using Kotwal.City.Audit.Endpoints;
using Kotwal.City.Data;
using Kotwal.City.Facts;
using Kotwal.City.Graph;
using Kotwal.City.Graph.Imports;
using Kotwal.City.Ledgers;
using Kotwal.City.People;
using Kotwal.City.People.Endpoints;
using Kotwal.City.Recovery;
using Kotwal.City.Sessions.Endpoints;
using Kotwal.City.SingleSignOn;
using Kotwal.City.Work;
using Kotwal.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kotwal.City;

/// <summary>Adds City to a program.</summary>
public static class CityRegistration
{
    // Events has no entities; its typed ids are used in those of others.
    internal static IReadOnlyList<Assembly> OwnAssemblies { get; } = [typeof(CityRegistration).Assembly, typeof(SecurityEvent).Assembly];

    /// <summary>
    /// Adds state, access and audit trail. Enough for a command without a web server too: build the provider, call
    /// <see cref="CityDatabase.PrepareAsync"/>, use <see cref="TokenStore"/>.
    /// </summary>
    public static IServiceCollection AddCity(this IServiceCollection services, Action<CityOptions>? configure = null)
    {
        services.TryAddSingleton<IConfiguration>(_ => new ConfigurationBuilder().Build());
        services.AddOptions<CityOptions>().BindConfiguration("City").Configure(configure ?? (_ => { })).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<CityOptions>, CityOptionsCheck>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<CityFeed>();
        services.AddSingleton<WorkPause>();
        services.AddState();
        services.AddAudit();
        services.AddAccess();
        services.AddAdministration();
        services.AddSingleton<IScopeChoices>(city => new PlanScopeChoices(city.GetService<CityPlan>() ?? CityPlan.Empty));
        services.AddSingleSignOn();
        services.AddScoped<AccountRecovery>();
        services.Configure<KestrelServerOptions>(o => o.AddServerHeader = false);
        return services;
    }

    /// <summary>Adds a room's entity mappings and typed ids to the city's model.</summary>
    public static IServiceCollection AddCityEntities(this IServiceCollection services, Assembly room) =>
        services.AddSingleton(new CityEntityAssembly(room));

    /// <summary>Puts security headers on every answer, also of what stands before <see cref="UseCity"/>.</summary>
    public static WebApplication UseSecurityHeaders(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        return app;
    }

    /// <summary>
    /// Puts security headers on every answer and finds out who asks. Call it first; routing may stand before it, endpoints after.
    /// </summary>
    public static WebApplication UseCity(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseMiddleware<RequestRates>();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseMiddleware<CookieWrites>();
        return app;
    }

    /// <summary>Maps City's own endpoints.</summary>
    public static IEndpointRouteBuilder MapCity(this IEndpointRouteBuilder endpoints)
    {
        CookieWrites.Map(endpoints);
        AccessEndpoints.Map(endpoints);
        PeopleEndpoints.Map(endpoints);
        var audit = endpoints.MapGroup("/api/v1/audit").WithTags("Audit");
        ListAudit.Map(audit);
        ExportAudit.Map(audit);
        VerifyAudit.Map(audit);
        MySessions.Map(endpoints);
        return endpoints;
    }

    private static void AddAudit(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton<AuditAddress>();
        services.AddSingleton<AuditExport>();
        services.AddSingleton<AuditHead>();
        services.AddSingleton<OldAudit>();
        services.AddSingleton<IAuditListener, AuditNews>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<IAuditTrail>(provider => provider.GetRequiredService<AuditTrail>());
        services.AddSingleton<IPrepared>(provider => provider.GetRequiredService<AuditTrail>());
        services.AddSingleton<ReadTrail>();
        services.AddHostedService(provider => provider.GetRequiredService<ReadTrail>());
    }

    private static void AddState(this IServiceCollection services)
    {
        foreach (var assembly in OwnAssemblies)
        {
            services.AddCityEntities(assembly);
        }

        services.AddSingleton<CityEntities>();
        services.AddSingleton(provider => StateEngine.For(provider.GetRequiredService<IOptions<CityOptions>>().Value));
        services.AddSingleton<CityDatabase>();
        services.AddSingleton<LedgerConnections>();
        services.AddSingleton<FactLedger>();
        services.AddSingleton<IPrepared>(provider => provider.GetRequiredService<FactLedger>());
        services.AddSingleton<CityGraph>();
        services.AddSingleton<GraphDecisions>();
        services.AddSingleton<GraphImports>();
        services.AddSingleton<GraphStart>();
        services.AddSingleton<Sightings>();
        services.AddGeo();
        // Every statement would be a line at Information.
        services.AddLogging(log => log.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning));
        services.AddDbContextFactory<CityDbContext>((provider, builder) => provider.GetRequiredService<StateEngine>().Configure(builder));
    }
}
