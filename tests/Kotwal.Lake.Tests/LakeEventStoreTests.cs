using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Lake.Tests;

public sealed class LakeEventStoreTests : KeptEventStoreContract
{
    protected override ValueTask<IEventStore> OpenAsync() => new(Some.Store(Folder));
}

public sealed class LakeEventStoreOutOfProcessTests : KeptEventStoreContract
{
    protected override ValueTask<IEventStore> OpenAsync() => new(LakeEventStore.Open(
        new LakeOptions { Folder = Folder, ReaderCommand = [Environment.ProcessPath!, "lake-reader"] },
        NullLogger<LakeEventStore>.Instance,
        TimeProvider.System));
}

public sealed class TemporaryEventStoreTests : EventStoreContract
{
    protected override ValueTask<IEventStore> OpenAsync() => new(TemporaryEventStore.Create(TimeProvider.System));
}
