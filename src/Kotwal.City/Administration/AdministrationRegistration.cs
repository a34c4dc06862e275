using Microsoft.Extensions.DependencyInjection;

namespace Kotwal.City.Administration;

/// <summary>Wires what administrators do.</summary>
internal static class AdministrationRegistration
{
    internal static void AddAdministration(this IServiceCollection services)
    {
        services.AddScoped<AccountNames>();
        services.AddScoped<AccountActions>();
        services.AddScoped<GrantActions>();
        services.AddScoped<Invitations>();
        services.AddScoped<PeopleReader>();
        services.AddSingleton<TokenActions>();
    }
}
