using BenchmarkDotNet.Attributes;
using Kotwal.Events.Formats;

namespace Kotwal.Bench;

/// <summary>How much longer does a Windows event take than a bare walk over its JSON?</summary>
public class WindowsDecoding
{
    private Decoding? lines;

    [GlobalSetup]
    public void Prepare() =>
        lines = new Decoding(FormatList.Find("windows")!, Data.Read("windows-flat.jsonl.gz", "Windows/windows.jsonl"));

    [Benchmark(Baseline = true, OperationsPerInvoke = Data.Records)]
    public long WalkJson() => lines!.Walk();

    [Benchmark(OperationsPerInvoke = Data.Records)]
    public long DecodeEvent() => lines!.Decode();
}
