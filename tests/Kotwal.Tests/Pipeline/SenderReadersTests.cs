using Kotwal.Events;
using Kotwal.Events.Formats;
using Kotwal.Pipeline;
using Record = Kotwal.Events.Record;

namespace Kotwal.Tests.Pipeline;

public sealed class SenderReadersTests
{
    [Fact]
    public void A_sender_keeps_its_reader_and_others_have_their_own()
    {
        var readers = new SenderReaders(capacity: 8);

        var first = readers.For(Some.Origin with { Sender = "a" });

        Assert.Same(first, readers.For(Some.Origin with { Sender = "a", TimeZone = "Asia/Kolkata" }));
        Assert.NotSame(first, readers.For(Some.Origin with { Sender = "b" }));
        Assert.NotSame(first, readers.For(Some.Origin with { Sender = "a", Source = "another" }));
        Assert.NotSame(first, readers.For(Some.Origin with { Sender = "a", Format = "zeek" }));
    }

    [Fact]
    public void The_longest_silent_sender_leaves_first()
    {
        var readers = new SenderReaders(capacity: 2);
        var silent = readers.For(Some.Origin with { Sender = "silent" });
        var talker = readers.For(Some.Origin with { Sender = "talker" });
        readers.For(Some.Origin with { Sender = "silent" });
        readers.For(Some.Origin with { Sender = "talker" });

        readers.For(Some.Origin with { Sender = "new" });

        Assert.Same(talker, readers.For(Some.Origin with { Sender = "talker" }));
        Assert.NotSame(silent, readers.For(Some.Origin with { Sender = "silent" }));
    }

    [Fact]
    public void What_senders_told_last_is_handed_on_in_order()
    {
        var before = new SenderReaders(capacity: 2);
        Read(before, "a", "<13>Oct 11 22:14:15 host su: x");
        Read(before, "b", """{"x":1}""");
        Read(before, "a", "<13>Oct 11 22:14:15 host su: x");
        var after = new SenderReaders(capacity: 2);

        Assert.True(after.TryRestore(before.Snapshot().Span));
        var kept = after.For(Some.Origin with { Sender = "a", Format = null });
        after.For(Some.Origin with { Sender = "new", Format = null });

        Assert.Equal("syslog", ((DetectingReader)kept).Format.Name);
        Assert.Same(kept, after.For(Some.Origin with { Sender = "a", Format = null }));
        Assert.Equal("text", ((DetectingReader)after.For(Some.Origin with { Sender = "b", Format = null })).Format.Name);
    }

    [Fact]
    public void A_snapshot_that_was_cut_short_is_seen_and_nothing_of_it_taken()
    {
        var before = new SenderReaders(capacity: 2);
        Read(before, "a", "<13>Oct 11 22:14:15 host su: x");
        var whole = before.Snapshot();

        for (var length = 1; length < whole.Length; length++)
        {
            var after = new SenderReaders(capacity: 2);
            Assert.False(after.TryRestore(whole.Span[..length]));
            Assert.Equal(0, after.Snapshot().Length);
        }
    }

    private static void Read(SenderReaders readers, string sender, string text)
    {
        var origin = Some.Origin with { Sender = sender, Format = null };
        readers.For(origin).Read(
            new Record(System.Text.Encoding.UTF8.GetBytes(text), origin, default, Position: 0, IsTruncated: false), new EventBatch(Some.Spool));
    }
}
