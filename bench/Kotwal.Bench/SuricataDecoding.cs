using BenchmarkDotNet.Attributes;
using Kotwal.Events.Formats;

namespace Kotwal.Bench;

/// <summary>How much longer does an EVE record of Suricata take than a bare walk over its JSON?</summary>
public class SuricataDecoding
{
    private Decoding? lines;

    [GlobalSetup]
    public void Prepare() =>
        lines = new Decoding(FormatList.Find("suricata")!, Data.Read("suricata-eve.jsonl.gz", "Suricata/suricata.jsonl"));

    [Benchmark(Baseline = true, OperationsPerInvoke = Data.Records)]
    public long WalkJson() => lines!.Walk();

    [Benchmark(OperationsPerInvoke = Data.Records)]
    public long DecodeEvent() => lines!.Decode();
}
