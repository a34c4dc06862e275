using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Kotwal.Collectors.Syslog;

/// <summary>What is different for the syslog senders of one network. What is not given is as for all others.</summary>
public sealed class SyslogSenderOptions
{
    private const int BitsPerByte = 8;

    /// <summary>An address, or a network: <c>10.20.0.0/16</c>.</summary>
    [Required]
    public string From { get; set; } = "";

    /// <summary>The source's name in records of these senders.</summary>
    [RegularExpression(SourceName.Pattern)]
    public string? Source { get; set; }

    /// <summary>Name of their format.</summary>
    public string? Format { get; set; }

    /// <summary>IANA name of the zone of their times that carry none.</summary>
    public string? TimeZone { get; set; }

    internal bool TryReadNetwork(out IPNetwork network)
    {
        if (IPAddress.TryParse(From, out var address))
        {
            network = new IPNetwork(address, address.GetAddressBytes().Length * BitsPerByte);
            return true;
        }

        return IPNetwork.TryParse(From, out network);
    }

    internal IEnumerable<ValidationResult> Problems(string section)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(this, new ValidationContext(this), results, validateAllProperties: true);
        if (!TryReadNetwork(out _))
        {
            results.Add(new($"From must be an IP address or a network such as 10.20.0.0/16; {From} is neither."));
        }

        if (Source is not null && SourceName.IsOwn(Source))
        {
            results.Add(new($"Source: names that begin with {SourceName.OwnPrefix} are the program's own."));
        }

        if (TimeZone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            results.Add(new($"TimeZone: no time zone is named {TimeZone}."));
        }

        return results.Select(result => new ValidationResult($"{section}: {result.ErrorMessage}", result.MemberNames));
    }
}
