using System.Text;
using Kotwal.Inventory.Formats;

namespace Kotwal.Inventory.Tests.Tables;

public sealed class CsvTests
{
    [Theory]
    [InlineData("name,ip\r\n\"a,b\",10.0.0.1\r\n", "a,b")]
    [InlineData("name,ip\n\"a\nb\",10.0.0.1", "a\nb")]
    [InlineData("name,ip\n\"a \"\"b\"\"\",10.0.0.1", "a \"b\"")]
    [InlineData("name,ip\na \"b\",10.0.0.1", "a \"b\"")]
    [InlineData("name;ip\na,b;10.0.0.1", "a,b")]
    [InlineData("name\tip\na;b,c\t10.0.0.1", "a;b,c")]
    [InlineData("name|ip\na|10.0.0.1", "a")]
    [InlineData("sep=;\r\nname;ip\r\na;10.0.0.1", "a")]
    [InlineData("\uFEFFname,ip\na,10.0.0.1", "a")]
    [InlineData("\n\nname,ip\n\n,\na,10.0.0.1\n\n", "a")]
    [InlineData("name,ip\ra,10.0.0.1\r", "a")]
    public void Cells_are_read_as_spreadsheets_write_them(string document, string name)
    {
        var item = Assert.Single(Documents.Read("csv", document));

        Assert.Equal(name, item.Said(InventoryAttributes.Name));
        Assert.Equal(["10.0.0.1"], item.Marks(InventoryIdentifiers.Address));
    }

    [Fact]
    public void The_encoding_is_told_by_the_mark_or_the_bytes()
    {
        const string Document = "name,ip\nBüro–1,10.0.0.1\n";

        foreach (var bytes in (byte[][])[
            Encoding.UTF8.GetBytes(Document),
            [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Document)],
            [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Document)],
            CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(Document)])
        {
            Assert.Equal("Büro–1", Assert.Single(Documents.Read("csv", bytes)).Said(InventoryAttributes.Name));
        }
    }

    [Fact]
    public void A_formula_is_written_as_text_and_read_back_as_it_was()
    {
        string[] values = ["=1+1", "+91 80 1234", "-5", "@SUM(A1)", "'=quoted", "plain"];
        InventoryItem[] items = [.. values.Select((value, index) => new InventoryItem { Kind = "asset", Identifiers = [new("ip", $"10.0.0.{index + 1}")], Attributes = [new("note", value)] })];

        var document = Documents.Write("csv", items);

        var cells = Encoding.UTF8.GetString(document).Split('\n').Skip(1).SelectMany(line => line.Split(',')).Select(cell => cell.Trim('"'));
        Assert.DoesNotContain(cells, cell => cell.Length > 0 && "=+-@".Contains(cell[0]));
        Assert.Equal(values, Documents.Read("csv", document).Select(item => item.Said("note")));
    }

    [Fact]
    public void A_mapping_says_what_columns_mean()
    {
        var mapping = new InventoryMapping("site", new Dictionary<string, string>
        {
            ["Code"] = "id:ref",
            ["Title"] = "name",
            ["Keeper"] = "rel:owned-by:organisation",
            ["Extra"] = "register.extra",
        });

        var site = Assert.Single(Documents.Read("csv", "CODE,Title,Keeper,Extra,Unused\nPH4,Pump house 4,Water Board; Estates,x,y\n", new(mapping)));

        Assert.Equal(
            "site\nid ref kotwal/site/PH4\nname = Pump house 4\nowned-by organisation ref kotwal/organisation/Estates\nowned-by organisation ref kotwal/organisation/Water Board\nregister.extra = x",
            Documents.Text(site));
    }

    [Theory]
    [InlineData("name", "'nonsense'", "nonsense")]
    [InlineData("name", "No column gives a mark", "name")]
    [InlineData("name", "is no kind", "id:ip", "thing")]
    public void A_mapping_that_cannot_be_is_refused(string heading, string message, string target, string? kind = null)
    {
        var mapping = new InventoryMapping(kind, new Dictionary<string, string> { [heading] = target });

        var error = Assert.Throws<InventoryException>(() => Documents.Read("csv", "name,ip\na,10.0.0.1\n", new(mapping)));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_preview_proposes_what_the_columns_mean()
    {
        var preview = ((ITableFormat)InventoryFormats.Find("csv")!).Preview(File.OpenRead(TestFiles.PathOf("asset-register.csv")));

        Assert.Equal(
            ["Asset Name=name", "Asset Type=type", "IP Address=id:ip", "MAC Address=id:mac", "Serial No.=id:serial", "Make=vendor", "Model No=model",
                "Ward No.=rel:located-in:ward", "Department=rel:owned-by:organisation", "Status=lifecycle", "Remarks=note", "Purchased="],
            preview.Columns.Select(column => $"{column.Heading}={column.Target}"));
        Assert.Equal(["CN12345", "n/a", ""], preview.Columns[4].Samples);
        Assert.Equal("asset", preview.Proposal.Kind);
    }

    [Fact]
    public void A_mapping_that_names_a_column_twice_is_refused_in_words()
    {
        var mapping = new InventoryMapping(null, new Dictionary<string, string> { ["IP"] = "id:ip", ["ip"] = "name" });

        var refused = Assert.Throws<InventoryException>(() => Documents.Read("csv", "IP\n10.0.0.1\n", new InventoryReading(mapping)));

        Assert.Equal("The mapping names the column 'ip' twice.", refused.Message);
    }

    [Fact]
    public void Rows_that_do_not_fit_are_reported_and_the_rest_is_read()
    {
        var reading = new InventoryReading();

        var items = Documents.Read("csv", "kind,name,ip\nasset,a,10.0.0.1,more\nthing,b,10.0.0.2\nasset\n,d,10.0.0.4\n", reading);

        Assert.Equal(["a", "d"], items.Select(item => item.Said("name")));
        Assert.Equal([2, 3, 4], reading.Problems.Select(problem => problem.Line));
    }
}
