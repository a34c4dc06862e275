using Kotwal.Pipeline;

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
}
