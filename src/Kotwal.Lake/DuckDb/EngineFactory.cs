using Kotwal.Lake.DuckDb.OutOfProcess;
using Microsoft.Extensions.Logging;

namespace Kotwal.Lake.DuckDb;

/// <summary>Chooses where the engine runs.</summary>
internal static class EngineFactory
{
    private const string TemporaryName = "tmp";

    public static IDuckDbEngine Create(LakeOptions options, string folder, ILogger logger, TimeProvider clock)
    {
        var settings = new DuckDbSettings(
            folder,
            Path.Combine(folder, TemporaryName),
            options.ReaderMemoryMegabytes,
            options.MaxTemporaryMegabytes,
            options.ReaderThreads);
        return options.ReadInProcess
            ? new InProcessEngine(settings)
            : new ReaderPool(settings, options.ReaderCommand, options.Readers, logger, clock);
    }
}
