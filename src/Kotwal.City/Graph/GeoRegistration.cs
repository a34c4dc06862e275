using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Kotwal.City.Graph;

/// <summary>Adds the operator's geo file to a program.</summary>
public static class GeoRegistration
{
    /// <summary>Opens the file that <c>City:GeoFile</c> names, if it names one.</summary>
    /// <exception cref="InvalidDataException">When it is first asked for: the file cannot be read.</exception>
    public static IServiceCollection AddGeo(this IServiceCollection services) => services.AddSingleton(provider =>
        new GeoSetting(provider.GetRequiredService<IOptions<CityOptions>>().Value.GeoFile is { Length: > 0 } path ? GeoBook.Open(path) : null));
}

/// <summary>The operator's geo file; null when there is none.</summary>
public sealed record GeoSetting(GeoBook? Book) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Book?.Dispose();
}
