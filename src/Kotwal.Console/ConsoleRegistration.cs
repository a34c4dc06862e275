using System.Reflection;
using Kotwal.City.Access;
using Kotwal.Console.Entry;
using Kotwal.Console.Me;
using Kotwal.Console.Shell;
using Kotwal.Console.Texts;
using Kotwal.Console.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using MudBlazor.Services;

namespace Kotwal.Console;

/// <summary>Adds the console to a program, and a desk's pages to the console.</summary>
public static class ConsoleRegistration
{
    /// <summary>
    /// Adds the console and makes its files findable however the program was started: from its build output, by <c>dotnet run</c>
    /// in any environment and folder, or published.
    /// </summary>
    public static WebApplicationBuilder AddConsole(this WebApplicationBuilder builder)
    {
        builder.UseFilesBesideTheProgram();
        builder.Services.AddConsole();
        return builder;
    }

    /// <summary>Adds an assembly with pages and, in embedded <c>Texts/en.json</c> and <c>Texts/hi.json</c>, their words.</summary>
    public static IServiceCollection AddConsolePages(this IServiceCollection services, Assembly desk) =>
        services.AddSingleton(new PageAssembly(desk)).AddSingleton(new TextAssembly(desk));

    /// <summary>Adds entries to the navigation.</summary>
    public static IServiceCollection AddNavigation(this IServiceCollection services, params IEnumerable<NavigationItem> items)
    {
        foreach (var item in items)
        {
            services.AddSingleton(item);
        }

        return services;
    }

    /// <summary>Handles failures and the language. Call it before <c>UseCity</c>.</summary>
    public static WebApplication UseConsole(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = BadNewsEndpoints.AnswerFailureAsync });
        app.UseRequestLocalization(new RequestLocalizationOptions()
            .SetDefaultCulture(TextCatalogue.Languages[0])
            .AddSupportedCultures([.. TextCatalogue.Languages])
            .AddSupportedUICultures([.. TextCatalogue.Languages]));
        return app;
    }

    /// <summary>Maps files, sign-in pages and the pages of all desks. Call it after all other endpoints.</summary>
    public static WebApplication MapConsole(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        SignInEndpoints.Map(app);
        CodeEndpoints.Map(app);
        PasskeyEndpoints.Map(app);
        ProviderEndpoints.Map(app);
        SetupEndpoints.Map(app);
        WelcomeEndpoints.Map(app);
        RecoverEndpoints.Map(app);
        SignOutEndpoint.Map(app);
        AccountEndpoints.Map(app);
        BadNewsEndpoints.Map(app);
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = null)
            .AddAdditionalAssemblies(app.Services.GetRequiredService<ConsolePages>().Assemblies)
            .RequireAuthorization(Policies.Read);
        return app;
    }

    private static void AddConsole(this IServiceCollection services)
    {
        services.AddOptions<ConsoleOptions>().BindConfiguration("Console").ValidateDataAnnotations().ValidateOnStart();
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddLivePageLimits();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, AccountRevalidation>();
        services.AddMudServices();
        services.AddProblemDetails();
        services.Configure<RateLimiterOptions>(o => o.OnRejected = BadNewsEndpoints.AnswerTooManyAsync);
        services.AddSingleton<ConsolePages>();
        services.AddSingleton<CityTime>();
        services.AddSingleton(new TextAssembly(typeof(ConsoleRegistration).Assembly));
        services.AddSingleton<IStringLocalizer, TextCatalogue>();
        services.AddNavigation(
            new NavigationItem("desk.administration", "people.title", "people", Icons.People, 900, Policies.Administer),
            new NavigationItem("desk.administration", "tokens.title", "tokens", Icons.Key, 910, Policies.Administer),
            new NavigationItem("desk.administration", "audit.title", "audit", Icons.Book, 920, Policies.ReadAudit));
    }

    private static void AddLivePageLimits(this IServiceCollection services)
    {
        services.AddOptions<LivePageOptions>().BindConfiguration("Console:LivePages").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<CircuitOptions>().Configure<IOptions<LivePageOptions>>((circuit, limits) =>
        {
            circuit.DisconnectedCircuitMaxRetained = limits.Value.MaxLost;
            circuit.DisconnectedCircuitRetentionPeriod = limits.Value.LostTime;
            circuit.MaxBufferedUnacknowledgedRenderBatches = limits.Value.MaxUnseenDrawings;
            // It bounds the roots of a page too, of which there are two: the head and the routes. With fewer no page gets live.
            circuit.RootComponents.MaxJSRootComponents = 2;
            circuit.DetailedErrors = false;
        });
        services.AddOptions<HubOptions>().Configure<IOptions<LivePageOptions>>((hub, limits) =>
        {
            hub.MaximumReceiveMessageSize = limits.Value.MaxMessageBytes;
            hub.EnableDetailedErrors = false;
        });
    }

    // Outside of Development nothing looks for the list of files that a build leaves beside the program, and the folder that
    // publishing makes is looked for in the current directory. A program of ours may be started from anywhere.
    private static void UseFilesBesideTheProgram(this WebApplicationBuilder builder)
    {
        var published = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (Directory.Exists(published))
        {
            builder.Environment.WebRootPath = published;
            builder.Environment.WebRootFileProvider = new PhysicalFileProvider(published);
        }

        builder.WebHost.UseStaticWebAssets();
    }
}
