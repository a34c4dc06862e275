using System.Diagnostics.Metrics;
using Kotwal.Watch.Health;
using Microsoft.Extensions.Options;

namespace Kotwal.Health;

/// <summary>
/// Measures each source's clock against ours. A wrong one is told once, when three looks agree on it: an old file that is read in one go
/// says another time at each. Its events are kept as they are.
/// </summary>
internal sealed class ClockCheck : IHealthCheck, IDisposable
{
    public const string Kind = "source.clock";

    private const int LooksThatAgree = 3;

    private readonly Dictionary<string, (Skew First, Skew Last, int Agreed)> doubted = new(StringComparer.Ordinal);
    private readonly SenderBook book;
    private readonly HealthVoice voice;
    private readonly HealthBook known;
    private readonly IOptions<HealthOptions> options;
    private readonly Meter meter = new("Kotwal.Health");
    private volatile IReadOnlyDictionary<string, Skew> skews = new Dictionary<string, Skew>();

    public ClockCheck(SenderBook book, HealthVoice voice, HealthBook known, IOptions<HealthOptions> options)
    {
        this.book = book;
        this.voice = voice;
        this.known = known;
        this.options = options;
        meter.CreateObservableGauge("kotwal.source.clock.skew", () => Measure(one => one.Seconds), "s", "Our time minus the source's: middle of the newest records.");
        meter.CreateObservableGauge("kotwal.source.clock.spread", () => Measure(one => one.Spread), "s", "Middle distance of the newest records from that.");
    }

    /// <summary>By how much a source's clock differs; null when it says no times.</summary>
    public Skew? Of(string source) => skews.TryGetValue(source, out var skew) ? skew : null;

    /// <inheritdoc/>
    public ValueTask LookAsync(CancellationToken cancel)
    {
        skews = book.Skews();
        foreach (var (source, skew) in skews)
        {
            if (IsWrong(source, skew))
            {
                voice.Report(
                    Kind, source, HealthState.Ill,
                    $"Its times are {Math.Abs(skew.Seconds):0} s {(skew.Seconds > 0 ? "behind" : "ahead of")} ours (± {skew.Spread:0} s){(skew.IsZone ? ", as those of another time zone are: set its zone, or TimeZone of its door" : ": set its clock, or let NTP keep it")}. Its events are kept as they are.");
            }
            else if (known.IsIll(Kind, source) && Math.Abs(skew.Seconds) < options.Value.MaxClockSkew.TotalSeconds / 2)
            {
                voice.Clear(Kind, source, $"Its times are ours again (± {skew.Spread:0} s).");
            }
        }

        return ValueTask.CompletedTask;
    }

    public void Dispose() => meter.Dispose();

    private bool IsWrong(string source, Skew skew)
    {
        if (!skew.IsWrong(options.Value.MaxClockSkew))
        {
            doubted.Remove(source);
            return false;
        }

        var before = doubted.GetValueOrDefault(source);
        if (before.Agreed == 0 || (skew.Total != before.Last.Total && !before.First.IsRepeatedBy(skew)))
        {
            before = (skew, skew, 1);
        }
        else if (skew.Total != before.Last.Total)
        {
            before = (before.First, skew, before.Agreed + 1);
        }

        doubted[source] = before;
        return before.Agreed >= LooksThatAgree || known.IsIll(Kind, source);
    }

    private IEnumerable<Measurement<double>> Measure(Func<Skew, double> value) =>
        skews.Select(one => new Measurement<double>(value(one.Value), new KeyValuePair<string, object?>("source", one.Key)));
}
