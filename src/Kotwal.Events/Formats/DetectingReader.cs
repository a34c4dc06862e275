namespace Kotwal.Events.Formats;

/// <summary>
/// Reads the records of one sender whose format nobody told: each record goes to the format that is surest of it. The last
/// choice is asked first and kept while it is sure. Where the origin names a format, that one reads.
/// </summary>
/// <param name="formats">The formats to choose from; the last of them takes any record.</param>
public sealed class DetectingReader(IReadOnlyList<IEventFormat> formats) : IEventReader
{
    /// <summary>From this score on, a format that was chosen before is kept without asking the others.</summary>
    public const int SureScore = 70;

    private readonly IEventReader?[] readers = new IEventReader?[formats.Count];
    private int last = formats.Count - 1;

    /// <summary>Makes a reader that chooses from all formats.</summary>
    public DetectingReader()
        : this(FormatList.All)
    {
    }

    /// <summary>The format that read the last record.</summary>
    public IEventFormat Format => formats[last];

    public void Read(in Record record, EventBatch output)
    {
        last = Choose(record);
        (readers[last] ??= formats[last].CreateReader()).Read(in record, output);
    }

    private int Choose(in Record record)
    {
        if (record.Origin.Format is { } name)
        {
            for (var index = 0; index < formats.Count; index++)
            {
                if (formats[index].Name == name)
                {
                    return index;
                }
            }
        }

        var payload = record.Payload.Span;
        return formats[last].Score(payload) >= SureScore ? last : Best(payload);
    }

    private int Best(ReadOnlySpan<byte> payload)
    {
        var best = formats.Count - 1;
        var bestScore = 0;
        for (var index = 0; index < formats.Count; index++)
        {
            var score = formats[index].Score(payload);
            if (score > bestScore)
            {
                (best, bestScore) = (index, score);
            }
        }

        return best;
    }
}
