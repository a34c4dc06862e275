using Kotwal.City.Graph;
using Kotwal.Demo.Wire;
using Kotwal.Detection;
using Kotwal.Events;
using Kotwal.Events.Alerts;
using Kotwal.Events.Formats;
using Kotwal.Inputs;

namespace Kotwal.Tests.Demo;

/// <summary>Reads what the city says and detects with the shipped rules, in memory and on the city's own time.</summary>
internal sealed class Watch(RuleFolder rules)
{
    private readonly DetectionEngine engine = new(rules.Index, rules.Correlations);
    private readonly EventBatch batch = new(Guid.Empty, new CityEnricher(() => SampleCity.Graph));
    private readonly Dictionary<Door, DetectingReader> readers = Enum.GetValues<Door>().ToDictionary(door => door, _ => new DetectingReader());

    private readonly Dictionary<Door, RecordOrigin> origins = Enum.GetValues<Door>().ToDictionary(
        door => door, door => new RecordOrigin { Source = door.ToString(), Transport = "test" });

    private long position;

    /// <summary>Formats that records were read as, by door.</summary>
    public HashSet<(Door Door, string Format)> Formats { get; } = [];

    /// <summary>Messages that could not be read, with the reason.</summary>
    public List<string> Unreadable { get; } = [];

    public List<Alert> Over(IEnumerable<Utterance> utterances)
    {
        var alerts = new List<Alert>();
        foreach (var utterance in utterances)
        {
            batch.Clear();
            var reader = readers[utterance.Door];
            reader.Read(
                new Events.Record(utterance.Bytes, origins[utterance.Door], EventTime.From(utterance.At), position++, IsTruncated: false), batch);
            Formats.Add((utterance.Door, reader.Format.Name));
            if (batch[0].TextOf(Field.Of("error.message")) is { } reason)
            {
                Unreadable.Add(reason);
            }

            for (var place = 0; place < batch.Count; place++)
            {
                engine.Detect(batch[place], alerts);
            }
        }

        return alerts;
    }
}
