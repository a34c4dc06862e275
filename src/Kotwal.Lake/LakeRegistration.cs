using Kotwal.Lake.Cold;
using Kotwal.Lake.Compaction;
using Kotwal.Lake.Coverage;
using Kotwal.Lake.Retention;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kotwal.Lake;

/// <summary>Registers the event store.</summary>
public static class LakeRegistration
{
    /// <summary>
    /// Adds <see cref="IEventStore"/> over the folder that <c>Lake:Folder</c> names, the holds on it, and the workers that merge its segments
    /// and count who sent logs on which days.
    /// </summary>
    public static IServiceCollection AddLake(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<LakeOptions>().BindConfiguration("Lake").ValidateOnStart();
        services.AddSingleton<IValidateOptions<LakeOptions>, LakeOptionsValidator>();
        services.AddSingleton<IValidateOptions<LakeOptions>, RetentionClassCheck>();
        services.AddSingleton<IValidateOptions<LakeOptions>, ColdOptionsCheck>();
        services.AddSingleton(provider => LakeEventStore.Open(
            provider.GetRequiredService<IOptions<LakeOptions>>().Value,
            provider.GetRequiredService<ILogger<LakeEventStore>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IEventStore>(provider => provider.GetRequiredService<LakeEventStore>());
        services.AddSingleton(provider => provider.GetRequiredService<LakeEventStore>().Holds);
        services.AddSingleton(provider => new CoverageBook(provider.GetRequiredService<IOptions<LakeOptions>>().Value.Folder));
        services.AddHostedService<MergeWorker>();
        services.AddHostedService<CoverageWorker>();
        return services;
    }
}

/// <summary>Checks the options by their attributes; the code is generated.</summary>
[OptionsValidator]
internal sealed partial class LakeOptionsValidator : IValidateOptions<LakeOptions>;
