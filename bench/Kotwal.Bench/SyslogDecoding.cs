using System.Text;
using BenchmarkDotNet.Attributes;
using Kotwal.Events.Formats;

namespace Kotwal.Bench;

/// <summary>How long does a syslog message of RFC 5424 take, with and without structured data?</summary>
public class SyslogDecoding
{
    private Decoding? plain;
    private Decoding? structured;

    [GlobalSetup]
    public void Prepare()
    {
        plain = Of(number => $"<34>1 2026-05-04T13:45:{number % 60:00}.{number:000000}Z gate-{number % 50} su {number} ID47 - 'su root' failed for asha on /dev/pts/8");
        structured = Of(number =>
            $"<165>1 2026-05-04T13:45:{number % 60:00}.{number:000000}+05:30 192.0.2.{number % 200} evntslog {number} ID47 "
            + $"[exampleSDID@32473 iut=\"3\" eventSource=\"Application\" eventID=\"{number}\"][examplePriority@32473 class=\"high\"] An application event");
    }

    [Benchmark(OperationsPerInvoke = Data.Records)]
    public long Plain() => plain!.Decode();

    [Benchmark(OperationsPerInvoke = Data.Records)]
    public long WithStructuredData() => structured!.Decode();

    private static Decoding Of(Func<int, string> line) => new(
        FormatList.Find("syslog")!,
        Data.ToRecords([.. Enumerable.Range(0, Data.Records).Select(number => Encoding.UTF8.GetBytes(line(number)))]));
}
