using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Kotwal.Collectors.Flows;

/// <summary>The doors for flows. Section <c>Collectors:Flows</c>. Each takes all formats: a datagram says what it is.</summary>
public sealed class FlowOptions : IValidatableObject
{
    /// <summary>Whether datagrams of flows are taken. Default false.</summary>
    public bool Enabled { get; set; }

    /// <summary>Address to listen on. Default <c>::</c>, which is every address, IPv4 too.</summary>
    [Required]
    public string Address { get; set; } = "::";

    /// <summary>UDP port of the source <c>netflow</c>; 0 is a free one. Default 2055.</summary>
    [Range(0, 65535)]
    public int NetFlowPort { get; set; } = 2055;

    /// <summary>UDP port of the source <c>ipfix</c>; 0 is a free one. Default 4739 (RFC 7011, section 10.3.4).</summary>
    [Range(0, 65535)]
    public int IpfixPort { get; set; } = 4739;

    /// <summary>UDP port of the source <c>sflow</c>; 0 is a free one. Default 6343.</summary>
    [Range(0, 65535)]
    public int SFlowPort { get; set; } = 6343;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IPAddress.TryParse(Address, out _))
        {
            yield return new ValidationResult("Collectors:Flows:Address must be an IP address, for example :: or 127.0.0.1.", [nameof(Address)]);
        }

        int[] named = [.. new[] { NetFlowPort, IpfixPort, SFlowPort }.Where(port => port > 0)];
        if (named.Distinct().Count() < named.Length)
        {
            yield return new ValidationResult("Collectors:Flows: NetFlowPort, IpfixPort and SFlowPort must differ.", [nameof(NetFlowPort)]);
        }
    }
}
