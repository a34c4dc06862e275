using Kotwal.Events.Formats.Auditd;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Tests.Formats.Auditd;

public sealed class AuditdFormatTests : FormatContract
{
    private protected override IEventFormat Format { get; } = new AuditdFormat();

    private protected override string Samples => "Auditd/audit.log";

    [Fact]
    public void Hexadecimal_text_is_decoded_only_where_text_stands()
    {
        var source = Some.Event(Format, "type=SYSCALL msg=audit(1.000:1): a0=2F62696E comm=2F62696E exe=\"2F62\"");

        Assert.Equal("2F62696E", source.TextOf(Field.Of("auditd.log.a0")));
        Assert.Equal("/bin", source.TextOf(Field.Of("auditd.log.comm")));
        Assert.Equal("2F62", source.TextOf(Field.Of("auditd.log.exe")));
    }

    [Fact]
    public void A_line_without_its_head_says_what_is_missing()
    {
        var source = Some.Event(Format, "type=SYSCALL arch=c000003e");

        Assert.Equal("expected a record type and msg=audit( at byte 5", source.TextOf(Ecs.ErrorMessage));
    }
}
