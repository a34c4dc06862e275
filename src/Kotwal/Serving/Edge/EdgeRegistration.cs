using System.Security.Authentication;
using Kotwal.City;
using Kotwal.Collectors.Tls;
using Kotwal.Inputs;
using Kotwal.Tls;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;

namespace Kotwal.Serving.Edge;

/// <summary>What stands between the network and the rooms: TLS, limits, and who may be asked by which name.</summary>
internal static class EdgeRegistration
{
    /// <param name="builder">The server that is being built; its settings are complete.</param>
    /// <param name="listen">Where it listens.</param>
    /// <param name="keyFolder">The private folder where a certificate of its own is kept.</param>
    /// <exception cref="BadInputException">A setting would go around what is set here.</exception>
    public static void AddEdge(this WebApplicationBuilder builder, ListenAddress listen, string keyFolder)
    {
        if (builder.Configuration.GetSection("Kestrel").Exists())
        {
            throw new BadInputException("Settings of section Kestrel are not taken: use --listen, Server and Server:Limits.");
        }

        var services = builder.Services;
        services.AddOptions<EdgeOptions>().BindConfiguration("Server").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<LimitOptions>().BindConfiguration("Server:Limits").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(listen);
        services.AddSingleton<ConnectionLimit>();
        services.AddSingleton(provider => Hosts(provider, listen));
        services.AddSingleton(provider => Source(provider, listen, keyFolder));
        services.AddSingleton<CertificateKeeper>();
        services.AddSingleton<IDoorCertificate>(provider => provider.GetRequiredService<CertificateKeeper>());
        services.AddOptions<KestrelServerOptions>().Configure<IServiceProvider>(Configure);
        services.AddOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>().Configure<IOptions<LimitOptions>>(
            (json, limits) => json.SerializerOptions.MaxDepth = limits.Value.MaxJsonDepth);
        builder.WebHost.UseUrls(listen.Url.ToString());
    }

    /// <summary>Call it before everything else.</summary>
    public static void UseEdge(this WebApplication app)
    {
        var edge = app.Services.GetRequiredService<IOptions<EdgeOptions>>().Value;
        if (edge.TrustedProxies.Count > 0)
        {
            app.UseForwardedHeaders(Forwarded(edge));
        }

        app.UseSecurityHeaders();
        app.UseMiddleware<RequestGuard>();
    }

    private static KnownHosts Hosts(IServiceProvider services, ListenAddress listen)
    {
        var keeper = listen.IsTls ? services.GetRequiredService<CertificateKeeper>() : null;
        return new(listen, services.GetRequiredService<IOptions<EdgeOptions>>(), () => keeper?.Names.Hosts ?? []);
    }

    private static ICertificateSource Source(IServiceProvider services, ListenAddress listen, string keyFolder)
    {
        var edge = services.GetRequiredService<IOptions<EdgeOptions>>().Value;
        return edge.CertificateFile is { } file
            ? new OperatorSource(file, edge.KeyFile, edge.CertificatePasswordFile)
            : new SelfMadeSource(keyFolder, listen.Host, services.GetRequiredService<TimeProvider>());
    }

    private static void Configure(KestrelServerOptions kestrel, IServiceProvider services)
    {
        var limits = services.GetRequiredService<IOptions<LimitOptions>>().Value;
        var rate = new MinDataRate(limits.MinBytesPerSecond, limits.SlowGrace);
        kestrel.Limits.MaxRequestBodySize = limits.MaxBodyBytes;
        kestrel.Limits.MaxRequestLineSize = limits.MaxRequestLineBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = limits.MaxHeaderBytes;
        kestrel.Limits.MaxRequestHeaderCount = limits.MaxHeaders;
        kestrel.Limits.RequestHeadersTimeout = limits.HeaderTime;
        kestrel.Limits.KeepAliveTimeout = limits.IdleTime;
        kestrel.Limits.MinRequestBodyDataRate = rate;
        kestrel.Limits.MinResponseDataRate = rate;
        kestrel.Limits.MaxConcurrentConnections = limits.MaxConnections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = limits.MaxLivePages;
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(services.GetRequiredService<ConnectionLimit>().Before));
        kestrel.ConfigureHttpsDefaults(https => Configure(https, services.GetRequiredService<CertificateKeeper>(), limits));
    }

    private static void Configure(HttpsConnectionAdapterOptions https, CertificateKeeper keeper, LimitOptions limits)
    {
        https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        https.HandshakeTimeout = limits.HeaderTime;
        https.ServerCertificateSelector = (_, _) => keeper.Leaf;

        // The context carries the issuers too; the selector alone would leave them out.
        https.OnAuthenticate = (_, ssl) =>
        {
            ssl.ServerCertificateSelectionCallback = null;
            ssl.ServerCertificateContext = keeper.Context;
            ssl.AllowRenegotiation = false;
        };
    }

    private static ForwardedHeadersOptions Forwarded(EdgeOptions edge)
    {
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,

            // Each proxy of a chain adds itself; the walk ends at the first that is not trusted.
            ForwardLimit = null,
        };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in edge.ProxyNetworks())
        {
            forwarded.KnownIPNetworks.Add(network);
        }

        return forwarded;
    }
}
