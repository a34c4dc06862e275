using Kotwal.Lake.DuckDb.OutOfProcess;
using Kotwal.Lake.Manifest;
using Microsoft.Extensions.Logging;

namespace Kotwal.Lake.DuckDb;

/// <summary>Chooses where the engine runs.</summary>
internal static class EngineFactory
{
    public static IDuckDbEngine Create(LakeOptions options, LakeFolder folder, ILogger logger, TimeProvider clock)
    {
        var settings = new DuckDbSettings(
            folder.Path,
            folder.ScratchPath,
            options.ReaderMemoryMegabytes,
            options.MaxTemporaryMegabytes,
            options.ReaderThreads);
        return options.ReadInProcess
            ? new InProcessEngine(settings)
            : new ReaderPool(settings, options.ReaderCommand, options.Readers, logger, clock);
    }
}
