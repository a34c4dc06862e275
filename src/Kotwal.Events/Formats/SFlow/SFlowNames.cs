using System.Globalization;
using Kotwal.Events.Reading.Flows;

namespace Kotwal.Events.Formats.SFlow;

/// <summary>Fields of sFlow that are no information elements.</summary>
internal static class SFlowNames
{
    // A kind of record is 20 bits of an enterprise and 12 of its own number.
    private const int FormatBits = 12;

    public static readonly Field SampleKind = FlowElements.Own("sample_kind");
    public static readonly Field SampleSequence = FlowElements.Own("sample_sequence");
    public static readonly Field SamplingRate = FlowElements.Own("sampling_rate");
    public static readonly Field SamplePool = FlowElements.Own("sample_pool");
    public static readonly Field Drops = FlowElements.Own("sample_drops");
    public static readonly Field SourceIndex = FlowElements.Own("data_source");
    public static readonly Field OutputKind = FlowElements.Own("output_kind");

    /// <summary>The field of a record that is kept in hexadecimal.</summary>
    public static Field RecordOf(uint kind) => FlowElements.Own(string.Create(
        CultureInfo.InvariantCulture, $"record.{kind >> FormatBits}.{kind & ((1 << FormatBits) - 1)}"));
}
