using System.Buffers;
using System.Text;
using Kotwal.Events.Formats;
using Kotwal.Events.Formats.Text;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Tests.Formats;

/// <summary>What a reader remembers is handed on, with what the reader that chooses among formats chose.</summary>
public sealed class StatefulReaderTests
{
    private static readonly IReadOnlyList<IEventFormat> Formats = [new Halves("first"), new Halves("second"), new TextFormat()];

    [Fact]
    public void A_half_that_was_remembered_is_completed_after_a_restart()
    {
        var before = new DetectingReader(Formats);
        Read(before, "second:one ");

        var after = Restored(before);

        Assert.Equal(["one two"], Read(after, "second:two"));
    }

    [Fact]
    public void The_choice_of_a_format_is_remembered_too()
    {
        var before = new DetectingReader(Formats);
        Read(before, "second:one ");

        var after = Restored(before);

        // Both halves' formats take it; the one that was chosen last is kept.
        Assert.Equal(["one unnamed"], Read(after, "unnamed"));
        Assert.Equal("second", after.Format.Name);
    }

    [Fact]
    public void A_format_that_does_not_know_its_state_begins_anew_and_the_others_do_not()
    {
        var before = new DetectingReader(Formats);
        Read(before, "first:one ");
        Read(before, "second:one ");
        var after = new DetectingReader([new Halves("first", version: 2), new Halves("second"), new TextFormat()]);

        Assert.False(after.TryRestore(StateOf(before)));

        Assert.Equal(["one two"], Read(after, "second:two"));
        Assert.Empty(Read(after, "first:two"));
    }

    [Fact]
    public void A_state_that_was_cut_short_is_seen()
    {
        var before = new DetectingReader(Formats);
        Read(before, "first:one ");
        Read(before, "second:one ");
        var whole = StateOf(before);
        var boundaries = 0;

        for (var length = 0; length < whole.Length; length++)
        {
            boundaries += new DetectingReader(Formats).TryRestore(whole.AsSpan(0, length)) ? 1 : 0;
        }

        // Cut between two formats' parts it is whole again, for what it has; a file's hash sees that.
        Assert.InRange(boundaries, 0, 2);
    }

    private static DetectingReader Restored(DetectingReader before)
    {
        var after = new DetectingReader(Formats);
        Assert.True(after.TryRestore(StateOf(before)));
        Assert.Equal(before.StateBytes, after.StateBytes);
        return after;
    }

    private static byte[] StateOf(DetectingReader reader)
    {
        var output = new ArrayBufferWriter<byte>();
        reader.Save(output);
        return output.WrittenSpan.ToArray();
    }

    private static List<string?> Read(DetectingReader reader, string text)
    {
        var batch = Some.Batch();
        reader.Read(Some.Record(text), batch);
        return [.. Enumerable.Range(0, batch.Count).Select(index => batch[index].TextOf(Ecs.Message))];
    }

    /// <summary>A format whose events are made of two records.</summary>
    private sealed class Halves(string name, byte version = 1) : IEventFormat
    {
        public string Name => name;

        public int Score(ReadOnlySpan<byte> payload) =>
            payload.StartsWith(Encoding.UTF8.GetBytes(name)) ? 90 : payload.Contains((byte)':') ? 0 : 70;

        public IEventReader CreateReader() => new Reader(version);

        private sealed class Reader(byte version) : IStatefulReader
        {
            private string half = "";

            public int StateBytes => half.Length;

            public void Read(in Record record, EventBatch output)
            {
                var text = Encoding.UTF8.GetString(record.Payload.Span).Split(':')[^1];
                if (half.Length == 0)
                {
                    half = text;
                    return;
                }

                output.Begin(in record);
                output.Add(Ecs.Message, half + text);
                output.End();
                half = "";
            }

            public void Save(IBufferWriter<byte> output) => output.Write([version, .. Encoding.UTF8.GetBytes(half)]);

            public bool TryRestore(ReadOnlySpan<byte> state)
            {
                if (state.IsEmpty || state[0] != version)
                {
                    return false;
                }

                half = Encoding.UTF8.GetString(state[1..]);
                return true;
            }
        }
    }
}
