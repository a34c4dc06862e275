using System.Text;
using System.Text.Json;
using CsCheck;
using Kotwal.Events.Formats;
using Kotwal.Events.Json;
using Kotwal.Testing;

namespace Kotwal.Events.Tests.Formats;

/// <summary>What every format promises. A member names its format and stands beside its samples.</summary>
public abstract class FormatContract
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private protected abstract IEventFormat Format { get; }

    /// <summary>The file of samples, one record a line, below this folder; its golden file has the same name.</summary>
    private protected abstract string Samples { get; }

    /// <summary>False for formats that take the sender's own words for the event's kind, category, type and outcome.</summary>
    private protected virtual bool HasOwnWords => true;

    /// <summary>How sure the format must be of its samples.</summary>
    private protected virtual int LeastScore => 50;

    /// <summary>The record that a line of the samples stands for; a format of bytes writes them in hexadecimal.</summary>
    private protected virtual byte[] BytesOf(string line) => Encoding.UTF8.GetBytes(line);

    private string[] SampleLines => File.ReadAllLines(TestFiles.PathOf(Path.Combine("Formats", Samples)));

    [Fact]
    public void Samples_read_as_approved()
    {
        var output = new StringBuilder();

        foreach (var batch in Batches())
        {
            for (var index = 0; index < batch.Count; index++)
            {
                output.Append(JsonSerializer.Serialize(JsonDocument.Parse(Json(batch[index])).RootElement, Indented)).Append('\n');
            }
        }

        Golden.Check(TestFiles.PathOf(Path.Combine("Formats", Path.ChangeExtension(Samples, ".expected"))), output.ToString());
    }

    [Fact]
    public void Samples_keep_to_the_schema()
    {
        foreach (var batch in Batches())
        {
            for (var index = 0; index < batch.Count; index++)
            {
                SchemaRules.Check(batch[index], HasOwnWords);
            }
        }
    }

    [Fact]
    public void Samples_are_recognised()
    {
        foreach (var line in SampleLines)
        {
            Assert.True(Format.Score(BytesOf(line)) >= LeastScore, line);
        }
    }

    [Fact]
    public void Any_bytes_give_events_that_keep_them_and_are_valid_json() =>
        Gen.Byte.Array[0, 300].Sample(bytes => Holds(bytes), iter: 3000);

    [Fact]
    public void Samples_with_a_few_bytes_changed_give_events_that_keep_them_and_are_valid_json()
    {
        var samples = SampleLines.Select(BytesOf).ToArray();

        Gen.Select(Gen.Int[0, samples.Length - 1], Gen.Int, Gen.Select(Gen.Int[0, 100_000], Gen.Byte).Array[1, 4]).Sample(
            (which, cut, changes) => Holds(Mutate(samples[which], cut, changes)), iter: 4000);
    }

    // One batch a sample. What remembers reads them one after another; everything else gives one event of each.
    private IEnumerable<EventBatch> Batches()
    {
        var reader = Format.CreateReader();
        foreach (var line in SampleLines)
        {
            var batch = Some.Batch();
            reader.Read(Some.Record(BytesOf(line)), batch);
            Assert.True(reader is IStatefulReader || batch.Count == 1, line);
            yield return batch;
        }
    }

    private static byte[] Mutate(byte[] sample, int cut, (int At, byte Value)[] changes)
    {
        var bytes = sample[..(cut % 3 == 0 ? Math.Abs(cut / 3) % (sample.Length + 1) : sample.Length)];
        foreach (var (at, value) in changes)
        {
            if (bytes.Length > 0)
            {
                bytes[at % bytes.Length] = value;
            }
        }

        return bytes;
    }

    private bool Holds(byte[] bytes)
    {
        var batch = Some.Batch();
        _ = Format.Score(bytes);
        Format.CreateReader().Read(Some.Record(bytes), batch);
        for (var index = 0; index < batch.Count; index++)
        {
            SchemaRules.Check(batch[index], HasOwnWords);
            JsonDocument.Parse(Json(batch[index])).Dispose();
        }

        if (Format.CreateReader() is not IStatefulReader)
        {
            return batch.Count > 0 && batch[0].Original.SequenceEqual(bytes);
        }

        Assert.Null(FormatPromises.Broken(Format, bytes));
        return true;
    }

    private static string Json(SecurityEvent source) => Encoding.UTF8.GetString(
        new EventJson(new EventJsonOptions { HasOriginal = false }).ToUtf8(source));
}
