using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Lake.Tests;

public sealed class LakeEventStoreTests : EventStoreContract
{
    protected override IEventStore Open() => Some.Store(Folder);
}

public sealed class LakeEventStoreOutOfProcessTests : EventStoreContract
{
    protected override IEventStore Open() => LakeEventStore.Open(
        new LakeOptions { Folder = Folder, ReaderCommand = [Environment.ProcessPath!, "lake-reader"] },
        NullLogger<LakeEventStore>.Instance,
        TimeProvider.System);
}
