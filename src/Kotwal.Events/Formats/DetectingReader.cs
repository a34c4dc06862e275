using System.Buffers;
using Kotwal.Events.Reading;

namespace Kotwal.Events.Formats;

/// <summary>
/// Reads the records of one sender whose format nobody told: each record goes to the format that is surest of it. The last
/// choice is asked first and kept while it is sure. Where the origin names a format, that one reads.
/// </summary>
/// <param name="formats">The formats to choose from; the last of them takes any record.</param>
public sealed class DetectingReader(IReadOnlyList<IEventFormat> formats) : IStatefulReader
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

    /// <inheritdoc/>
    public int StateBytes
    {
        get
        {
            var bytes = formats[last].Name.Length;
            foreach (var reader in readers)
            {
                bytes += reader is IStatefulReader { StateBytes: > 0 and var more } ? more : 0;
            }

            return bytes;
        }
    }

    /// <inheritdoc/>
    /// <remarks>What was chosen last is a part of it: the next record goes where it would have gone.</remarks>
    public void Save(IBufferWriter<byte> output)
    {
        var state = new StateWriter(output);
        state.Add(formats[last].Name);
        var part = new ArrayBufferWriter<byte>();
        for (var index = 0; index < readers.Length; index++)
        {
            if (readers[index] is IStatefulReader { StateBytes: > 0 } reader)
            {
                part.ResetWrittenCount();
                reader.Save(part);
                state.Add(formats[index].Name);
                state.Add(part.WrittenSpan);
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>A format that is gone, or that does not know its state any more, begins anew; the others do not suffer by it.</remarks>
    public bool TryRestore(ReadOnlySpan<byte> state)
    {
        var reader = new StateReader(state);
        last = IndexOf(reader.ReadText()) is >= 0 and var chosen ? chosen : formats.Count - 1;
        var isKnown = true;
        while (reader.HasMore)
        {
            var index = IndexOf(reader.ReadText());
            var part = reader.ReadBytes();
            if (!reader.IsDamaged && index >= 0)
            {
                var restored = formats[index].CreateReader();
                isKnown &= restored is IStatefulReader stateful && stateful.TryRestore(part);
                readers[index] = restored;
            }
        }

        if (reader.IsDamaged)
        {
            Array.Clear(readers);
            last = formats.Count - 1;
        }

        return isKnown && reader.IsWhole;
    }

    private int Choose(in Record record)
    {
        if (IndexOf(record.Origin.Format) is >= 0 and var named)
        {
            return named;
        }

        var payload = record.Payload.Span;
        return formats[last].Score(payload) >= SureScore ? last : Best(payload);
    }

    private int IndexOf(string? name)
    {
        for (var index = 0; name is not null && index < formats.Count; index++)
        {
            if (formats[index].Name == name)
            {
                return index;
            }
        }

        return -1;
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
