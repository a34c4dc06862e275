using System.IO.Compression;
using System.Text;
using Kotwal.Inventory.Formats;

namespace Kotwal.Inventory.Tests.Formats;

/// <summary>Documents that are made to harm are refused with a reason, soon and in little memory.</summary>
public sealed class HostileTests
{
    public static TheoryData<string> Names => [.. InventoryFormats.All.Select(format => format.Name)];

    [Fact]
    public void An_external_entity_is_never_fetched()
    {
        var secret = Path.GetTempFileName();
        File.WriteAllText(secret, "10.9.9.9");
        try
        {
            var error = Assert.Throws<InventoryException>(() => Documents.Read(
                "nmap", $"<!DOCTYPE nmaprun [<!ENTITY x SYSTEM \"file://{secret}\">]><nmaprun><host><status state=\"up\"/><address addr=\"10.0.0.1\"/><os>&x;</os></host></nmaprun>"));

            Assert.DoesNotContain("10.9.9.9", error.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(secret);
        }
    }

    [Fact]
    public void Entities_of_entities_are_not_known()
    {
        var document = "<!DOCTYPE nmaprun [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
            + "<nmaprun><host><status state=\"up\"/><address addr=\"&b;\"/></host></nmaprun>";

        Assert.Throws<InventoryException>(() => Documents.Read("nmap", document));
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        Assert.Throws<InventoryException>(() => Documents.Read("nmap", "<nmaprun><host>" + string.Concat(Enumerable.Repeat("<a>", 100_000))));
        Assert.Throws<InventoryException>(() => Documents.Read("netbox", "{\"results\":" + new string('[', 100_000)));
        Assert.Throws<InventoryException>(() => Documents.Read("kotwal", "{\"kind\":" + string.Concat(Enumerable.Repeat("{\"a\":", 1000))));
        Assert.Throws<InventoryException>(() => Documents.Read("cyclonedx", "{\"bomFormat\":\"CycloneDX\",\"components\":[" + string.Concat(Enumerable.Repeat("{\"name\":\"a\",\"components\":[", 1000))));
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_refused_where_the_cell_is_too_long()
    {
        var document = "name,ip\n\"" + new string('a', InventoryLimits.MaxValueCharacters + 10);

        var error = Assert.Throws<InventoryException>(() => Documents.Read("csv", document));

        Assert.Contains("closing quote", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_columns_are_refused() =>
        Assert.Throws<InventoryException>(() => Documents.Read("csv", "ip" + new string(',', InventoryLimits.MaxColumns + 1)));

    [Theory]
    [MemberData(nameof(Names))]
    public void More_items_than_allowed_are_refused(string format)
    {
        var document = format switch
        {
            "nmap" => string.Concat("<nmaprun>", string.Concat(Enumerable.Range(1, 3).Select(each => $"<host><status state=\"up\"/><address addr=\"10.0.0.{each}\"/></host>")), "</nmaprun>"),
            "netbox" => "{\"devices\":[{\"id\":1},{\"id\":2},{\"id\":3}]}",
            "servicenow" => "sys_id,name\na,1\nb,2\nc,3\n",
            _ => null,
        };
        var bytes = document is null
            ? Documents.Write(format, [.. Enumerable.Range(1, 3).Select(each => new InventoryItem { Kind = "asset", Identifiers = [new("ip", $"10.0.0.{each}")] })])
            : Encoding.UTF8.GetBytes(document);

        Assert.Equal(3, Documents.Read(format, bytes).Count);
        Assert.Throws<InventoryException>(() => Documents.Read(format, bytes, new(MaxItems: 2)));
    }

    [Fact]
    public void A_workbook_that_unpacks_to_more_than_the_bound_is_refused_whatever_it_declares()
    {
        var spaces = new byte[1024 * 1024];
        Array.Fill(spaces, (byte)' ');
        "<a/>"u8.CopyTo(spaces);
        var workbook = Rebuild(sheet =>
        {
            sheet.Write("<worksheet>"u8);
            for (var count = 0; count < 600; count++)
            {
                sheet.Write(spaces);
            }
        });
        Assert.InRange(workbook.Length, 1, 8 * 1024 * 1024);

        var error = Assert.Throws<InventoryException>(() => Documents.Read("xlsx", workbook));

        Assert.Contains("512 MiB", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<worksheet><sheetData><row><c t=\"str\"><v>", "1048576 characters")]
    [InlineData("<worksheet><sheetData><row><c r=\"", "16777216 bytes")]
    [InlineData("<worksheet><!--", "16777216 bytes")]
    public void A_single_text_or_tag_that_fills_the_memory_is_refused_before_it_does(string start, string bound)
    {
        var letters = new byte[1024 * 1024];
        Array.Fill(letters, (byte)'a');
        var workbook = Rebuild(sheet =>
        {
            sheet.Write(Encoding.UTF8.GetBytes(start));
            for (var count = 0; count < 400; count++)
            {
                sheet.Write(letters);
            }
        });

        var error = Assert.Throws<InventoryException>(() => Documents.Read("xlsx", workbook));

        Assert.Contains(bound, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<row r=\"2147483647\"><c r=\"A1\" t=\"str\"><v>ip</v></c></row><row r=\"9\"><c r=\"A9\" t=\"str\"><v>10.0.0.1</v></c></row>", 1)]
    [InlineData("<row><c r=\"ZZZZZZZ1\"><v>1</v></c></row>", -1)]
    [InlineData("<row><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>", -1)]
    [InlineData("<row><c t=\"s\"><v>99999999</v></c><c t=\"str\"><v>ip</v></c></row><row><c/><c t=\"str\"><v>10.0.0.1</v></c></row>", 1)]
    public void Places_that_a_sheet_makes_up_cost_nothing(string rows, int items)
    {
        var workbook = Rebuild(sheet => sheet.Write(Encoding.UTF8.GetBytes($"<worksheet><sheetData>{rows}</sheetData></worksheet>")));

        if (items < 0)
        {
            Assert.Throws<InventoryException>(() => Documents.Read("xlsx", workbook));
        }
        else
        {
            Assert.Equal(items, Documents.Read("xlsx", workbook).Count);
        }
    }

    [Fact]
    public void An_entity_in_a_workbook_is_not_known() =>
        Assert.Throws<InventoryException>(() => Documents.Read("xlsx", Rebuild(sheet => sheet.Write(
            "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><worksheet><sheetData><row><c><v>&x;</v></c></row></sheetData></worksheet>"u8))));

    [Fact]
    public void Text_that_is_no_Unicode_is_reported_and_passed_over()
    {
        var reading = new InventoryReading();

        var items = Documents.Read("kotwal", "{\"kind\":\"asset\",\"id\":{\"mqtt\":\"\\ud800\"}}\n{\"kind\":\"asset\",\"id\":{\"mqtt\":\"b\"}}\n", reading);

        Assert.Equal(["b"], Assert.Single(items).Marks("mqtt"));
        Assert.Equal(1, Assert.Single(reading.Problems).Line);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_none_of_it_is_refused_by_one_exception(string format)
    {
        foreach (var document in (string[])["", "\0\0\0", "PK\u0003\u0004 but no more", "<a/>", "nothing", "{]", "\"text\""])
        {
            try
            {
                Assert.Empty(Documents.Read(format, document));
            }
            catch (InventoryException error)
            {
                Assert.NotEmpty(error.Message);
            }
        }
    }

    // One of our own workbooks with another sheet.
    private static byte[] Rebuild(Action<Stream> write)
    {
        var document = new MemoryStream();
        document.Write(Documents.Write("xlsx"));
        using (var archive = new ZipArchive(document, ZipArchiveMode.Update, leaveOpen: true))
        {
            archive.GetEntry("xl/worksheets/sheet1.xml")!.Delete();
            using var sheet = archive.CreateEntry("xl/worksheets/sheet1.xml").Open();
            write(sheet);
        }

        return document.ToArray();
    }
}
