using System.Collections.Frozen;
using Kotwal.Inventory.Reading;

namespace Kotwal.Inventory.Tables;

/// <summary>What headings usually mean.</summary>
internal static class HeadingWords
{
    private const string CityNodes = "name,type,address,zone,ward,site,service,vendor,model,owner";

    private static readonly FrozenDictionary<string, string> Targets = Table(
        (ColumnTarget.Kind, "kind,node kind"),
        (InventoryAttributes.Name, "name,asset name,device name,device,display name,label,title,asset,equipment,system,system name"),
        (InventoryAttributes.NameHindi, "name hi,name hindi,hindi name"),
        (InventoryAttributes.Type, "type,asset type,device type,category,class,role,device role,equipment type,sub type,subtype"),
        (InventoryAttributes.Vendor, "vendor,manufacturer,maker,make,brand,oem"),
        (InventoryAttributes.Model, "model,model number,model no,model name,part number,product"),
        (InventoryAttributes.Version, "version,firmware,firmware version,software version,fw version"),
        (InventoryAttributes.OperatingSystem, "os,operating system,platform,os name"),
        (InventoryAttributes.Criticality, "criticality,business criticality,priority,importance"),
        (InventoryAttributes.Exposure, "exposure,reachability,internet facing"),
        (InventoryAttributes.Guests, "guests,guest zone,guest network"),
        (InventoryAttributes.Lifecycle, "lifecycle,status,state,lifecycle status,asset status"),
        (InventoryAttributes.Network, "network,subnet,cidr,prefix,ip range"),
        (InventoryAttributes.Contact, "contact,email,e mail,phone,mobile,contact number"),
        (InventoryAttributes.Note, "note,notes,description,comment,comments,remarks,remark"),
        ("id:ref", "id,asset id,asset tag,asset no,asset number,tag,inventory number,node,node id"),
        ("id:ip", "ip,ip address,ip addresses,address,ipv4,ipv4 address,ipv6,ipv6 address,management ip,mgmt ip,primary ip"),
        ("id:mac", "mac,mac address,mac addresses,ethernet address,hardware address,physical address"),
        ("id:hostname", "hostname,host name,host,fqdn,dns,dns name,computer name,server name,machine name"),
        ("id:serial", "serial,serial number,serial no,s n,sn,serialnumber"),
        ("id:mqtt", "mqtt,mqtt client id,client id"),
        ("id:purl", "purl,package url"),
        ("id:cpe", "cpe,cpe name"),
        ("id:certificate", "certificate,certificate sha256,certificate fingerprint,fingerprint"),
        ("rel:located-in:zone", "zone,security zone,network zone"),
        ("rel:located-in:ward", "ward,ward id,ward no,ward number"),
        ("rel:located-in:site", "site,location,site name,site id,building,junction,premises"),
        ("rel:runs:service", "service,services,business service"),
        ("rel:owned-by:organisation", "owner,department,owned by,organisation,organization,custodian,dept"),
        ("rel:supplied-by:organisation", "supplier,supplied by,contractor,integrator"),
        ("rel:depends-on:service", "depends on"));

    /// <summary>The mapping that the headings speak for.</summary>
    public static InventoryMapping Propose(IReadOnlyList<string> headings)
    {
        var columns = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var heading in headings.Where(heading => heading.Length > 0))
        {
            if (TargetOf(heading) is { } target)
            {
                columns.TryAdd(heading, target);
            }
        }

        // The city's own file: a system's name is also its short id, and what it calls itself in its messages.
        if (string.Join(',', headings) == CityNodes)
        {
            columns[InventoryAttributes.Name] = "name id:ref id:hostname";
        }

        return new(columns.ContainsValue(ColumnTarget.Kind) ? null : InventoryKinds.Asset, columns);
    }

    private static string? TargetOf(string heading)
    {
        if (ColumnTarget.TryParse(heading, out _))
        {
            return heading;
        }

        return Targets.GetValueOrDefault(KnownWords.Underscored(heading));
    }

    private static FrozenDictionary<string, string> Table(params (string Target, string Headings)[] entries) =>
        entries.SelectMany(entry => entry.Headings.Split(',').Select(heading => KeyValuePair.Create(heading.Replace(' ', '_'), entry.Target)))
            .ToFrozenDictionary();
}
