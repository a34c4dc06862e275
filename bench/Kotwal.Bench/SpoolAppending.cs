using System.Text;
using BenchmarkDotNet.Attributes;
using Kotwal.Collectors.Spool;
using Kotwal.Events;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kotwal.Bench;

/// <summary>What does group commit save? One sender that waits for each record, and a thousand that wait at the same time.</summary>
public class SpoolAppending
{
    private const int Alone = 10;
    private const int Together = 1000;

    private static readonly RecordOrigin Origin = new() { Source = "bench", Transport = "syslog-tcp", Sender = "192.0.2.7" };
    private static readonly byte[] Payload = Encoding.UTF8.GetBytes(new string('x', 300));

    private readonly Task[] appends = new Task[Together];
    private string? folder;
    private Spool? spool;

    [GlobalSetup]
    public void Open()
    {
        folder = Directory.CreateTempSubdirectory("kotwal-bench-").FullName;
        var options = new SpoolOptions { Path = folder };
        spool = Spool.OpenAsync(options, TimeProvider.System, NullLogger<Spool>.Instance, CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Alone)]
    public async Task OneAfterAnother()
    {
        for (var number = 0; number < Alone; number++)
        {
            await spool!.AppendAsync(Origin, Payload, isTruncated: false, CancellationToken.None);
        }
    }

    [Benchmark(OperationsPerInvoke = Together)]
    public Task ThousandAtOnce()
    {
        for (var number = 0; number < Together; number++)
        {
            appends[number] = spool!.AppendAsync(Origin, Payload, isTruncated: false, CancellationToken.None).AsTask();
        }

        return Task.WhenAll(appends);
    }

    [GlobalCleanup]
    public void Close()
    {
        spool!.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(folder!, recursive: true);
    }
}
