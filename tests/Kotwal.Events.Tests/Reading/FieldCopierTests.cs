using System.Net;
using System.Text;
using CsCheck;
using Kotwal.Events.Reading;
using Kotwal.Events.Schema;

namespace Kotwal.Events.Tests.Reading;

public sealed class FieldCopierTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("fe80::1%eth0", null)]
    [InlineData("1", null)]
    [InlineData("256.0.0.1", null)]
    [InlineData("1.2.3", null)]
    [InlineData("1..2.3", null)]
    [InlineData("1.2.3.4.5", null)]
    [InlineData("0x7f000001", null)]
    [InlineData("-", null)]
    public void An_address_field_takes_addresses_only(string text, string? expected) =>
        Assert.Equal(expected, Copied(Ecs.SourceIp, CopyForm.Same, text));

    [Fact]
    public void Any_ipv4_address_is_taken() =>
        Gen.UInt.Sample(number => Copied(Ecs.SourceIp, CopyForm.Same, new IPAddress(number).ToString()) == new IPAddress(number).ToString());

    [Theory]
    [InlineData("443", "443")]
    [InlineData("0443", "443")]
    [InlineData("0x1bb", "443")]
    [InlineData("-5", "-5")]
    [InlineData("4.5", null)]
    [InlineData("https", null)]
    [InlineData("99999999999999999999", null)]
    public void A_number_field_takes_whole_numbers_only(string text, string? expected) =>
        Assert.Equal(expected, Copied(Ecs.SourcePort, CopyForm.Same, text));

    [Theory]
    [InlineData(CopyForm.FileName, @"C:\Windows\cmd.exe", "cmd.exe")]
    [InlineData(CopyForm.FileName, "/usr/bin/id", "id")]
    [InlineData(CopyForm.FileName, "id", "id")]
    [InlineData(CopyForm.FileName, "/", null)]
    [InlineData(CopyForm.Directory, @"C:\Windows\cmd.exe", @"C:\Windows")]
    [InlineData(CopyForm.Directory, "id", null)]
    [InlineData(CopyForm.Extension, @"C:\a.b\cmd.exe", "exe")]
    [InlineData(CopyForm.Extension, @"C:\a.b\cmd", null)]
    [InlineData(CopyForm.Extension, "/home/.profile", null)]
    [InlineData(CopyForm.AccountName, @"PMC\asha", "asha")]
    [InlineData(CopyForm.AccountName, "asha", "asha")]
    [InlineData(CopyForm.AccountDomain, @"NT AUTHORITY\SYSTEM", "NT AUTHORITY")]
    [InlineData(CopyForm.AccountDomain, "asha", null)]
    [InlineData(CopyForm.Root, @"HKLM\Software\Run\x", "HKLM")]
    [InlineData(CopyForm.BelowRoot, @"HKLM\Software\Run\x", @"Software\Run\x")]
    [InlineData(CopyForm.BetweenRootAndName, @"HKLM\Software\Run\x", @"Software\Run")]
    [InlineData(CopyForm.BetweenRootAndName, "x", null)]
    [InlineData(CopyForm.Lower, "TCP", "tcp")]
    [InlineData(CopyForm.TlsNumber, "TLSv12", "1.2")]
    [InlineData(CopyForm.TlsNumber, "SSLv3", "3")]
    [InlineData(CopyForm.TlsName, "SSLv3", "ssl")]
    [InlineData(CopyForm.TlsName, "unknown-64282", null)]
    internal void Parts_and_forms_are_cut_out(CopyForm form, string text, string? expected) =>
        Assert.Equal(expected, Copied(Ecs.Message, form, text));

    [Theory]
    [InlineData("1.201128", "1201128000")]
    [InlineData("5e-06", "5000")]
    [InlineData("30", "30000000000")]
    [InlineData("-1", null)]
    [InlineData("1e300", null)]
    [InlineData("soon", null)]
    public void Seconds_become_nanoseconds(string text, string? expected) =>
        Assert.Equal(expected, Copied(Ecs.EventDuration, CopyForm.Seconds, text));

    [Fact]
    public void The_first_value_of_a_single_field_stays_and_sets_hold_a_value_once()
    {
        var batch = Some.Batch();
        batch.Begin(Some.Record("x"));

        foreach (var text in (string[])["192.0.2.1", "192.0.2.2", "192.0.2.1"])
        {
            var place = batch.Keep(Encoding.UTF8.GetBytes(text));
            FieldCopier.Add(batch, new(Ecs.SourceIp, CopyForm.Same), place, FieldKind.Text);
            FieldCopier.Add(batch, new(Ecs.RelatedIp, CopyForm.Same), place, FieldKind.Text);
        }

        batch.End();
        Assert.Equal(3, batch[0].ValueCount);
        Assert.Equal("192.0.2.1", batch[0].TextOf(Ecs.SourceIp));
    }

    private static string? Copied(Field field, CopyForm form, string text)
    {
        var batch = Some.Batch();
        batch.Begin(Some.Record("x"));
        FieldCopier.Add(batch, new(field, form), batch.Keep(Encoding.UTF8.GetBytes(text)), FieldKind.Text);
        batch.End();
        return batch[0].TextOf(field);
    }
}
