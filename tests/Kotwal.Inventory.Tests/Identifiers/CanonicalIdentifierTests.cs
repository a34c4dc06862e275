using CsCheck;
using Kotwal.Inventory.Identifiers;

namespace Kotwal.Inventory.Tests.Identifiers;

public sealed class CanonicalIdentifierTests
{
    [Theory]
    [InlineData("ip", " 10.0.0.1 ", "10.0.0.1")]
    [InlineData("ip", "2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1")]
    [InlineData("ip", "2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1")]
    [InlineData("ip", "2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1")]
    [InlineData("ip", "::ffff:192.0.2.128", "192.0.2.128")]
    [InlineData("ip", "fe80::1%eth0", "fe80::1")]
    [InlineData("ip", "[2001:db8::1]", "2001:db8::1")]
    [InlineData("mac", "00-1B-44-11-3A-B7", "00:1b:44:11:3a:b7")]
    [InlineData("mac", "001b.4411.3ab7", "00:1b:44:11:3a:b7")]
    [InlineData("mac", "001B44113AB7", "00:1b:44:11:3a:b7")]
    [InlineData("mac", "0:1b:44:11:3a:b7", "00:1b:44:11:3a:b7")]
    [InlineData("hostname", "Cam-01.City.Example.", "cam-01.city.example")]
    [InlineData("hostname", "bücher.example", "xn--bcher-kva.example")]
    [InlineData("hostname", "xn--bcher-kva.example", "xn--bcher-kva.example")]
    [InlineData("hostname", "DESKTOP_1", "desktop_1")]
    [InlineData("serial", " AB 12 34 ", "ab1234")]
    [InlineData("serial", "Siemens AG/S C-1", "siemens/sc-1")]
    [InlineData("purl", "PKG://NPM/ms@2.1.3", "pkg:npm/ms@2.1.3")]
    [InlineData("purl", "pkg:npm/%40angular/core@1?a=b#c", "pkg:npm/%40angular/core@1?a=b#c")]
    [InlineData("cpe", "cpe:/a:python:simplehttpserver:0.6", "cpe:2.3:a:python:simplehttpserver:0.6:*:*:*:*:*:*:*")]
    [InlineData("cpe", "cpe:2.3:o:Linux:linux_kernel:5\\:1:*:*:*:*:*:*:*", "cpe:2.3:o:linux:linux_kernel:5\\:1:*:*:*:*:*:*:*")]
    [InlineData("ref", "netbox/dcim.device/17", "netbox/dcim.device/17")]
    [InlineData("mqtt", "meter-7", "meter-7")]
    public void A_mark_has_one_form(string kind, string text, string expected)
    {
        Assert.Equal(expected, CanonicalIdentifier.Read(kind, text, out var reason));
        Assert.Equal("", reason);
    }

    [Theory]
    [InlineData("ip", "300.1.1.1", "is no IP address")]
    [InlineData("ip", "10.1", "is no IP address")]
    [InlineData("ip", "010.0.0.1", "is no IP address")]
    [InlineData("ip", "0x7f000001", "is no IP address")]
    [InlineData("ip", "10.0.0.0/8", "is a network")]
    [InlineData("ip", "127.0.0.1", "loopback")]
    [InlineData("ip", "::ffff:127.0.0.1", "loopback")]
    [InlineData("ip", "0.0.0.0", "no system")]
    [InlineData("ip", "ff02::1", "multicast")]
    [InlineData("mac", "ff:ff:ff:ff:ff:ff", "multicast")]
    [InlineData("mac", "01:00:5e:00:00:fb", "multicast")]
    [InlineData("mac", "00:00:00:00:00:00", "zero")]
    [InlineData("mac", "00:1b:44:11:3a", "is no MAC")]
    [InlineData("mac", "00:1b-44:11:3a:b7", "is no MAC")]
    [InlineData("hostname", "two words", "is no host name")]
    [InlineData("hostname", "-a.example", "is no host name")]
    [InlineData("hostname", "a..example", "is no host name")]
    [InlineData("hostname", "10.0.0.1", "is an address")]
    [InlineData("hostname", "localhost", "every system")]
    [InlineData("serial", "To be filled by O.E.M.", "no serial")]
    [InlineData("serial", "0000-000", "no serial")]
    [InlineData("serial", "dell/n/a", "no serial")]
    [InlineData("purl", "npm/ms@2.1.3", "is no package URL")]
    [InlineData("purl", "pkg:npm", "without type or name")]
    [InlineData("cpe", "cpe:2.3:a:b", "is no CPE")]
    [InlineData("cpe", "cpe:/x:b:c", "is no CPE")]
    [InlineData("ref", "17", "under a system's name")]
    [InlineData("certificate", "aa:bb", "SHA-256")]
    [InlineData("ip", "", "is empty")]
    [InlineData("mqtt", "a\u0000b", "control character")]
    [InlineData("colour", "red", "no known kind")]
    public void What_is_no_mark_is_told_with_its_reason(string kind, string text, string reason)
    {
        Assert.Null(CanonicalIdentifier.Read(kind, text, out var why));
        Assert.Contains(reason, why, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_read_without_throwing_and_the_canonical_form_is_its_own() =>
        Gen.Select(Gen.Int[0, InventoryIdentifiers.All.Count - 1], Gen.OneOf(Gen.String, Gen.Char["0123456789abcdefxyz:.-/%[]@* \\_"].Array[0, 24].Select(each => new string(each))))
            .Sample(
                (kind, text) =>
                {
                    var mark = CanonicalIdentifier.Read(InventoryIdentifiers.All[kind], text, out _);

                    Assert.True(mark is null || CanonicalIdentifier.Read(InventoryIdentifiers.All[kind], mark, out _) == mark, $"'{text}' gives '{mark}'");
                },
                iter: 20_000);
}
