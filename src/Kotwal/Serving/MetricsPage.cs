using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Kotwal.Serving;

/// <summary>
/// Everything our meters count, as text for Prometheus (text exposition format 0.0.4). Counters and gauges only: nothing of ours
/// records a distribution.
/// </summary>
internal sealed class MetricsPage : IDisposable
{
    private const string OurMeters = "Kotwal.";

    // Tag values can come from senders; beyond this many series new ones are counted under no tags at all.
    private const int MaxSeries = 10_000;

    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<(Instrument Instrument, string Tags), double> series = new();

    public MetricsPage()
    {
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name.StartsWith(OurMeters, StringComparison.Ordinal))
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        listener.Start();
    }

    /// <summary>Writes all series, those of one name together.</summary>
    public string Write()
    {
        listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var family in series.GroupBy(one => NameOf(one.Key.Instrument)).OrderBy(family => family.Key, StringComparer.Ordinal))
        {
            var instrument = family.First().Key.Instrument;
            text.Append("# HELP ").Append(family.Key).Append(' ').Append(Escape(instrument.Description ?? instrument.Name)).Append('\n');
            text.Append("# TYPE ").Append(family.Key).Append(IsCounter(instrument) ? " counter\n" : " gauge\n");
            foreach (var ((_, tags), value) in family.OrderBy(one => one.Key.Tags, StringComparer.Ordinal))
            {
                text.Append(family.Key).Append(tags).Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
            }
        }

        return text.ToString();
    }

    public void Dispose() => listener.Dispose();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = (instrument, TagsOf(tags));
        // Counting the series takes all of the table's locks, so it is asked for new ones only.
        if (!series.ContainsKey(key) && series.Count >= MaxSeries)
        {
            key = (instrument, "");
        }

        if (instrument.IsObservable)
        {
            series[key] = value;
        }
        else
        {
            series.AddOrUpdate(key, static (_, added) => added, static (_, sum, added) => sum + added, value);
        }
    }

    private static string TagsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var text = new StringBuilder("{");
        foreach (var (name, value) in tags)
        {
            text.Append(text.Length > 1 ? "," : "").Append(Plain(name)).Append("=\"").Append(Escape($"{value}")).Append('"');
        }

        return text.Append('}').ToString();
    }

    private static bool IsCounter(Instrument instrument) =>
        instrument.GetType().Name.Contains("Counter", StringComparison.Ordinal)
        && !instrument.GetType().Name.Contains("UpDown", StringComparison.Ordinal);

    private static string NameOf(Instrument instrument) => Plain(instrument.Name) + (IsCounter(instrument) ? "_total" : "");

    private static string Plain(string name) =>
        string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_' ? letter : '_'));

    private static string Escape(string text) =>
        text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
}
